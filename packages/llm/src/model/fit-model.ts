import { nextUint32, type Rng } from '@collapse-bench/core';
import type { TokenBlocks } from '@collapse-bench/text';
import type { LanguageModel, TransformerConfig } from '../architecture/config.js';
import { baseOf } from '../base/base-model.js';
import type { LlmOptions } from '../options.js';
import type { LlmParams } from '../params.js';
import { realText } from '../real/real-text.js';
import { spreadBlocks } from '../real/spread-blocks.js';
import { truthOf } from '../real/truth.js';

/**
 * Fine-tunes the weights that `start` names on the blocks.
 *
 * @param previous absent: the blocks are the original text, which all later generations are prompted with
 */
export async function fitModel(
  options: LlmOptions,
  blocks: TokenBlocks,
  rng: Rng,
  previous: LlmParams | undefined,
): Promise<LlmParams> {
  const { epochs, batch, learningRate, minimumLearningRate, weightDecay, dropout, validationBlocks } = options.fineTuning;
  const config = { ...baseOf(options).config, dropout };
  const evaluationStream = nextUint32(rng);
  const weights = await firstWeights(options, config, rng, previous);
  const { validation } = realText(truthOf(options));
  const { train } = await import('../training/train.js');
  const trained = await train(
    { config, weights },
    blocks,
    validationBlocks === 0 ? undefined : spreadBlocks(validation, validationBlocks),
    { epochs, batch, learningRate, schedule: { cosine: { minimum: minimumLearningRate } }, weightDecay, dropout: dropout > 0 },
    rng,
  );
  const kept = options.start === 'original' ? { original: previous?.original ?? trained.weights } : {};
  return {
    model: { config, weights: trained.weights },
    epoch: trained.bestEpoch,
    trainingLoss: trained.losses[trained.bestEpoch - 1] ?? Number.NaN,
    prompts: previous?.prompts ?? { tokens: blocks.tokens, offsets: blocks.offsets },
    evaluationStream,
    ...kept,
    ...(trained.diverged && { diverged: trained.diverged }),
  };
}

async function firstWeights(
  options: LlmOptions,
  config: TransformerConfig,
  rng: Rng,
  previous: LlmParams | undefined,
): Promise<LanguageModel['weights']> {
  if (options.start === 'previous' && previous !== undefined) return previous.model.weights;
  if (options.start === 'original' && previous?.original !== undefined) return previous.original;
  const { weights } = baseOf(options);
  if (weights !== undefined) return weights;
  const [{ initialParameters }, { parametersOf }] = await Promise.all([
    import('@collapse-bench/tensor'),
    import('../architecture/parameters.js'),
  ]);
  return initialParameters(parametersOf(config), rng);
}
