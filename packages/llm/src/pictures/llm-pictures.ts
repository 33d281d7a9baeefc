import type { PictureDefinition } from '@collapse-bench/core';
import type { TokenBlocks } from '@collapse-bench/text';
import type { LlmOptions } from '../options.js';
import type { LlmParams } from '../params.js';
import type { LlmTruth } from '../real/truth.js';
import { continuations } from './continuations.js';
import { perplexityHistogram } from './perplexity-histogram.js';

/** What runs of language models show. */
export function llmPictures(_options: LlmOptions): readonly PictureDefinition<LlmParams, LlmTruth, TokenBlocks>[] {
  return [perplexityHistogram, continuations];
}
