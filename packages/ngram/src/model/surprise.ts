import { ln } from '@collapse-bench/core';
import { documentCount, type TokenBlocks } from '@collapse-bench/text';
import { advance, beginning, type NgramParams } from './ngram-model.js';

/** -ln p of each document, the sum over its tokens, in nats: Float64Array[documents]. Infinity where the model rules a word out. */
export function surprise(params: NgramParams, blocks: TokenBlocks): Float64Array {
  const { tokens, offsets } = blocks;
  const sums = new Float64Array(documentCount(blocks));
  const place = { length: 0, context: 0 };
  for (let d = 0; d < sums.length; d++) {
    beginning(params, place);
    let sum = 0;
    for (let i = offsets[d]; i < offsets[d + 1]; i++) {
      const p = advance(params, place, tokens[i]);
      sum -= p === 0 ? Number.NEGATIVE_INFINITY : ln(p);
    }
    sums[d] = sum;
  }
  return sums;
}

/** Mean of -ln p over all tokens, in nats; the logarithm of the perplexity. Undefined for a text without tokens. */
export function meanSurprise(params: NgramParams, blocks: TokenBlocks): number | undefined {
  if (blocks.tokens.length === 0) return undefined;
  return surprise(params, blocks).reduce((sum, each) => sum + each, 0) / blocks.tokens.length;
}
