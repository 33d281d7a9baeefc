import { numberNgrams } from '../ngram-numbers.js';
import type { TokenBlocks } from '../token-blocks.js';

/**
 * Different n-grams / n-grams over all documents together (Li et al. 1510.03055), in (0, 1]. Falls with the amount of text
 * whatever its quality: compare only texts of equal size.
 *
 * @returns undefined where no document has n tokens
 */
export function distinctN(blocks: TokenBlocks, n: number): number | undefined {
  const { distinct, total } = numberNgrams(blocks, n);
  return total === 0 ? undefined : distinct / total;
}
