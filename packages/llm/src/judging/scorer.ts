import { logisticRegression, type Scorer } from '@collapse-bench/core';
import { documentCount, type TokenBlocks } from '@collapse-bench/text';
import type { LanguageModel } from '../architecture/config.js';
import type { LlmOptions } from '../options.js';
import type { LlmParams } from '../params.js';
import { realText } from '../real/real-text.js';
import { truthOf } from '../real/truth.js';
import { blockFeatures, FEATURES, logFrequencies } from './block-features.js';
import { referenceModel } from './reference-model.js';

/**
 * Judges of blocks, all but `surprise` by a reference: the base fitted to real text of its own, when first asked for.
 * - reward: the mean of ln p a token under the reference: a stand-in for quality that prefers what is likely to what is good.
 * - surprise: the sum of -ln p under the model over the tokens of a block but the first.
 * - detector: logistic regression on how likely a block is to the reference, how frequent its tokens are in the real blocks that
 *   it learns from, and how many of them are different; nothing random about it.
 */
export function llmScorer(options: LlmOptions): Scorer<TokenBlocks, LlmParams> {
  const underReference = async (data: TokenBlocks) => losses(await referenceModel(options), data);
  return {
    reward: async (data) => (await underReference(data)).map((loss) => -loss),
    surprise: async ({ model }, data) => (await losses(model, data)).map((loss) => loss * (options.blockLength - 1)),
    detector: async (real, generated) => {
      const frequencies = logFrequencies(real, realText(truthOf(options)).tokenizer.vocabulary);
      const features = async (data: TokenBlocks) => blockFeatures(data, await underReference(data), frequencies);
      const { chances } = logisticRegression(await features(real), await features(generated), FEATURES);
      return async (data) => chances(await features(data));
    },
  };
}

/** Mean -ln p of a token of each block; the engine is only loaded here. */
async function losses(model: LanguageModel, data: TokenBlocks): Promise<Float64Array> {
  if (documentCount(data) === 0) return new Float64Array(0);
  const { blockLosses } = await import('../scoring/block-losses.js');
  return blockLosses(model, data);
}
