import type { Model } from '@collapse-bench/core';
import type { TokenBlocks } from '@collapse-bench/text';
import type { LlmOptions } from '../options.js';
import type { LlmParams } from '../params.js';
import { fitModel } from './fit-model.js';
import { writeBlocks } from './write-blocks.js';

/**
 * A language model as a generative model of blocks of text, prompted with the blocks that the first model was fitted to. A
 * temperature or a nucleus that is asked for takes the place of the options'; only sampling has them.
 *
 * A fit whose loss is not finite ends its chain: its params say so (`diverged`), and so do those of all fits after it, which
 * do not train.
 */
export function llmModel(options: LlmOptions): Model<TokenBlocks, LlmParams> {
  return {
    ...(options.generation.kind === 'sample' && { sampling: ['temperature', 'top-p'] as const }),
    fit: async ({ data }, rng, previous) =>
      previous?.diverged === undefined ? { params: await fitModel(options, data, rng, previous) } : { params: previous },
    sample: (params, request, rng) => writeBlocks(options, params, request, rng),
  };
}
