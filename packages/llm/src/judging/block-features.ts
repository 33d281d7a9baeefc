import { ln } from '@collapse-bench/core';
import { distinctN, documentCount, equalBlocks, type TokenBlocks, wordCounts } from '@collapse-bench/text';

/** What a detector sees of a block. */
export const FEATURES = 3;

/**
 * Numbers by which generated text gives itself away, as in GLTR (Gehrmann et al. 1906.04043): how likely its tokens are to a
 * model, how frequent they are in real text, and how many of them are different. Row-major [blocks, FEATURES].
 *
 * @param losses mean -ln p of a token of each block
 * @param frequencies ln of each token's frequency in real text
 */
export function blockFeatures(blocks: TokenBlocks, losses: Float64Array, frequencies: Float64Array): Float32Array {
  const { tokens, offsets } = blocks;
  const features = new Float32Array(documentCount(blocks) * FEATURES);
  for (let d = 0; d + 1 < offsets.length; d++) {
    const block = tokens.subarray(offsets[d], offsets[d + 1]);
    let sum = 0;
    for (let i = 0; i < block.length; i++) sum += frequencies[block[i]];
    features.set([losses[d], sum / block.length, distinctN(equalBlocks(block, block.length), 1) ?? 0], d * FEATURES);
  }
  return features;
}

/** ln((count + 1) / (all + tokens)) of each token number: Float64Array[vocabulary]. */
export function logFrequencies(text: TokenBlocks, vocabulary: number): Float64Array {
  const total = text.tokens.length + vocabulary;
  return wordCounts(text, vocabulary).map((count) => ln((count + 1) / total));
}
