import type { System, SystemInstance } from '@collapse-bench/core';
import { type TokenBlocks, tokenBlocksSpace } from '@collapse-bench/text';
import { checkLlm, mostBlocks } from './check.js';
import { llmScorer } from './judging/scorer.js';
import { llmMetrics } from './metrics/llm-metrics.js';
import { llmModel } from './model/llm-model.js';
import { llmOperations } from './operations.js';
import { type LlmOptions, llmOptions } from './options.js';
import type { LlmParams } from './params.js';
import { llmPictures } from './pictures/llm-pictures.js';
import { llmDownloads } from './real/hub-files.js';
import { textSource } from './real/source.js';
import { type LlmTruth, truthOf } from './real/truth.js';

declare global {
  // What every runtime of ES modules has; the types of one runtime are not wanted here.
  interface ImportMeta {
    url: string;
  }
}

type LlmSystem = System<LlmOptions, TokenBlocks, LlmParams, LlmTruth>;

function create(options: LlmOptions): SystemInstance<TokenBlocks, LlmParams, LlmTruth> {
  const truth = truthOf(options);
  return {
    space: tokenBlocksSpace,
    source: textSource(truth),
    model: llmModel(options),
    truth,
    scorer: llmScorer(options),
  };
}

/**
 * Section 5.2: a transformer fine-tuned on text that its predecessor wrote, prompted block by block with the original text. A
 * sample is a block of `blockLength` tokens. No text that a base is pretrained on here is fine-tuned on or tested by: the years
 * are others. `load` reads the corpus and the base, pretraining that if need be; it must have been awaited before real data are
 * drawn or models fitted.
 */
export const llm: LlmSystem & Required<Pick<LlmSystem, 'load' | 'module' | 'aspects'>> = {
  id: 'llm',
  summary:
    'A transformer language model fine-tuned on its own text: perplexity on real text rises, its own text grows poorer and likelier.',
  source: 'Shumailov et al. 2305.17493, Section 5.2, Fig. 10, 11, 14, 15',
  determinism: 'environment',
  runtime: 'onnxruntime 1.30.0, 1 thread',
  options: llmOptions,
  check: checkLlm,
  mostSamples: mostBlocks,
  operations: llmOperations,
  downloads: llmDownloads,
  load: async (options, host) => {
    const [{ loadRealText }, { loadBase }] = await Promise.all([
      import('./real/load-real-text.js'),
      import('./base/load-base.js'),
    ]);
    await loadRealText(options, host);
    await loadBase(options, host);
  },
  module: import.meta.url,
  create,
  metrics: llmMetrics,
  oracles: [],
  pictures: llmPictures,
  export: async (options, params, host) => {
    const { exportModel } = await import('./export/export-model.js');
    return exportModel(options, params, host);
  },
  aspects: {
    risk: { metric: 'heldout-perplexity' },
    // e^entropy is the effective number of tokens.
    variance: { metric: 'unigram-entropy', log: true },
    // Most tokens are rare.
    tails: { metric: 'vocabulary' },
  },
};
