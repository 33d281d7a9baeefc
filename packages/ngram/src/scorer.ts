import type { Scorer } from '@collapse-bench/core';
import { documentCount, type TokenBlocks } from '@collapse-bench/text';
import { trainDetector } from './detector.js';
import type { NgramParams } from './model/ngram-model.js';
import { surprise } from './model/surprise.js';
import type { NgramTruth } from './real/truth.js';

/**
 * Judges of blocks. `reward` is the mean of ln p a word under model 0: a stand-in for quality that knows the whole training
 * text, and prefers what is likely to what is good. `surprise` is the sum of -ln p over a block.
 */
export function textScorer(truth: NgramTruth): Scorer<TokenBlocks, NgramParams> {
  return {
    reward: (data) => {
      const rewards = surprise(truth.reference, data);
      for (let d = 0; d < documentCount(data); d++) rewards[d] /= -Math.max(1, data.offsets[d + 1] - data.offsets[d]);
      return rewards;
    },
    surprise,
    detector: (real, generated, rng) => trainDetector(real, generated, truth.outcomes, rng),
  };
}
