import { textMetricValue } from '@collapse-bench/text';
import { heldOutBlocks } from '../real/held-out.js';
import { perplexityOf } from './block-scores.js';
import type { LlmMetric } from './llm-metric.js';

export const heldoutPerplexity: LlmMetric = {
  id: 'heldout-perplexity',
  summary:
    'Perplexity on blocks of real documents that nothing is trained on: exp of the mean of -ln p of a token but the first of its block.',
  source: 'Shumailov et al. 2305.17493, Section 5.2, Fig. 10',
  unit: '1',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.05, reason: 'a twentieth of a nat a token' },
  evaluate: async ({ params, truth }) => textMetricValue(await perplexityOf(params.model, heldOutBlocks(truth))),
};
