import type { Scorer } from '@collapse-bench/core';
import { documentCount, type TokenBlocks } from '@collapse-bench/text';
import { referenceModel } from './model/reference-model.js';
import type { LlmOptions } from './options.js';
import type { LlmParams } from './params.js';

/**
 * Judges of blocks. `reward` is the mean of ln p a token under a reference fitted to the whole training text: a stand-in for
 * quality that knows more than any generation, and prefers what is likely to what is good. `surprise` is the sum of -ln p over
 * the tokens of a block but the first.
 */
export function llmScorer(options: LlmOptions): Scorer<TokenBlocks, LlmParams> {
  return {
    reward: async (data) => {
      if (documentCount(data) === 0) return new Float64Array(0);
      const { blockLosses } = await import('./scoring/block-losses.js');
      return (await blockLosses(await referenceModel(options), data)).map((loss) => -loss);
    },
    surprise: async ({ model }, data) => {
      if (documentCount(data) === 0) return new Float64Array(0);
      const { blockLosses } = await import('./scoring/block-losses.js');
      return (await blockLosses(model, data)).map((loss) => loss * (options.blockLength - 1));
    },
  };
}
