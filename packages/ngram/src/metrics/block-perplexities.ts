import { exp } from '@collapse-bench/core';
import type { TokenBlocks } from '@collapse-bench/text';
import type { NgramParams } from '../model/ngram-model.js';
import { surprise } from '../model/surprise.js';

/** Perplexity of each block, exp of the mean of -ln p over its words: Float64Array[blocks]. */
export function blockPerplexities(params: NgramParams, blocks: TokenBlocks): Float64Array {
  const sums = surprise(params, blocks);
  for (let d = 0; d < sums.length; d++) sums[d] = exp(sums[d] / (blocks.offsets[d + 1] - blocks.offsets[d]));
  return sums;
}
