import { NO_NGRAM, numberNgrams } from '../ngram-numbers.js';
import type { TokenBlocks } from '../token-blocks.js';

/**
 * Share of n-grams that have been said before in the same document: 1 - sum_d unique_d / sum_d total_d. For documents of equal
 * length the mean of seq-rep-n (Welleck et al. 1908.04319). 0: no document repeats itself.
 *
 * @returns undefined where no document has n tokens
 */
export function repN(blocks: TokenBlocks, n: number): number | undefined {
  const { numbers, distinct, total } = numberNgrams(blocks, n);
  if (total === 0) return undefined;
  const lastDocument = new Uint32Array(distinct);
  let unique = 0;
  for (let d = 0; d + 1 < blocks.offsets.length; d++) {
    for (let i = blocks.offsets[d]; i < blocks.offsets[d + 1]; i++) {
      if (numbers[i] === NO_NGRAM || lastDocument[numbers[i]] === d + 1) continue;
      lastDocument[numbers[i]] = d + 1;
      unique++;
    }
  }
  return 1 - unique / total;
}
