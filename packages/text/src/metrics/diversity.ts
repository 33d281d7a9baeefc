import type { TokenBlocks } from '../token-blocks.js';
import { repN } from './rep-n.js';

/**
 * Product over n = 2, 3, 4 of unique / total n-grams within documents, prod (1 - rep-n) (Su et al. 2202.06417): 1 where no
 * document repeats a pair of words.
 *
 * @returns undefined where no document has 4 tokens
 */
export function diversity(blocks: TokenBlocks): number | undefined {
  let product = 1;
  for (const n of [2, 3, 4]) {
    const repeated = repN(blocks, n);
    if (repeated === undefined) return undefined;
    product *= 1 - repeated;
  }
  return product;
}
