import { exp, quantile } from '@collapse-bench/core';
import { textMetricValue } from '@collapse-bench/text';
import { heldOutBlocks } from '../real/held-out.js';
import { blockScores } from './block-scores.js';
import { evaluationText, type LlmContext } from './evaluation-text.js';
import type { LlmMetric } from './llm-metric.js';

/** ln of the perplexity of each generated block under model 0, which is the model fitted to real data (here generation 1). */
export async function logPerplexitiesUnderModel0(context: LlmContext): Promise<Float64Array> {
  return blockScores(context.first.model, await evaluationText(context));
}

const common = { source: 'Shumailov et al. 2305.17493, Fig. 11, 14, 15 (the histograms that it summarises)', unit: '1' };

export const perplexityUnderModel0: LlmMetric = {
  ...common,
  id: 'perplexity-under-model-0',
  summary: 'Median over generated blocks of their perplexity under model 0, the model fitted to real data.',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.05, reason: 'a twentieth of a nat a token' },
  evaluate: async (context) => textMetricValue(exp(quantile(await logPerplexitiesUnderModel0(context), 0.5))),
};

export const tailPerplexityUnderModel0: LlmMetric = {
  ...common,
  id: 'tail-perplexity-under-model-0',
  summary: '99th percentile over generated blocks of their perplexity under model 0, the model fitted to real data.',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.1, reason: 'a percentile of the tail scatters twice as much as the bulk' },
  evaluate: async (context) => textMetricValue(exp(quantile(await logPerplexitiesUnderModel0(context), 0.99))),
};

export const tailShareUnderModel0: LlmMetric = {
  ...common,
  id: 'tail-share-under-model-0',
  summary:
    'Share of generated blocks that are less likely to model 0, the model fitted to real data, than all but a hundredth of held-out real blocks.',
  direction: 'lower-is-better',
  margin: { kind: 'absolute', value: 0.02, reason: 'two in a hundred blocks' },
  evaluate: async (context) => {
    const generated = await logPerplexitiesUnderModel0(context);
    const real = await blockScores(context.first.model, heldOutBlocks(context.truth));
    const border = quantile(real, 0.99);
    return textMetricValue(generated.filter((each) => each > border).length / generated.length);
  },
};
