import { type Source, sampleWithoutReplacement } from '@collapse-bench/core';
import { documentCount, type TokenBlocks, tokenBlocksSpace } from '@collapse-bench/text';
import type { NgramOptions } from '../options.js';
import { realText } from './real-text.js';

/**
 * The real distribution: different blocks of the training text, each as likely as any other, in random order. Blocks of one draw
 * never repeat or overlap, or real text would seem to repeat itself.
 */
export function textSource(options: NgramOptions): Source<TokenBlocks> {
  return {
    sample: (count, rng) => {
      const { training } = realText(options);
      const blocks = documentCount(training);
      if (count > blocks) {
        throw new RangeError(`ngram: expected at most ${blocks} samples, the blocks of the training text, found ${count}`);
      }
      return tokenBlocksSpace.pick!(training, sampleWithoutReplacement(rng, blocks, count));
    },
  };
}
