import { textMetricValue } from '@collapse-bench/text';
import { otherProse } from '../real/held-out.js';
import { perplexityOf } from './block-scores.js';
import type { LlmMetric } from './llm-metric.js';

export const outOfDomainPerplexity: LlmMetric = {
  id: 'out-of-domain-perplexity',
  summary: 'Perplexity on other English prose, the first blocks of Moby Dick: exp of the mean of -ln p of a token.',
  source: 'Melville 1851; the measure of Shumailov et al. 2305.17493, Section 5.2',
  unit: '1',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.05, reason: 'a twentieth of a nat a token' },
  evaluate: async ({ params, truth }) => textMetricValue(await perplexityOf(params.model, await otherProse(truth))),
};
