import { type Source, sampleWithoutReplacement } from '@collapse-bench/core';
import { documentCount, type TokenBlocks, tokenBlocksSpace } from '@collapse-bench/text';
import { realText } from './real-text.js';
import type { LlmTruth } from './truth.js';

/**
 * The real distribution: different blocks of the training text, each as likely as any other, in random order. Blocks of one draw
 * never repeat or overlap.
 *
 * `sample` throws an Error before the text is loaded and a RangeError when asked for more blocks than it has.
 */
export function textSource(truth: LlmTruth): Source<TokenBlocks> {
  return {
    sample: (count, rng) => {
      const { training } = realText(truth);
      const blocks = documentCount(training);
      if (count > blocks) {
        throw new RangeError(`llm: expected at most ${blocks} samples, the blocks of the training text, found ${count}`);
      }
      return tokenBlocksSpace.pick!(training, sampleWithoutReplacement(rng, blocks, count));
    },
  };
}
