import { textMetricValue } from '@collapse-bench/text';
import { perplexityOf } from './block-scores.js';
import { evaluationText } from './evaluation-text.js';
import type { LlmMetric } from './llm-metric.js';

export const selfPerplexity: LlmMetric = {
  id: 'self-perplexity',
  summary: 'Perplexity of the model on its own text: exp of the mean of -ln p of a token.',
  source: 'Shumailov et al. 2305.17493, Section 5.2',
  unit: '1',
  direction: 'higher-is-better',
  margin: { kind: 'relative', value: 0.05, reason: 'a twentieth of a nat a token' },
  evaluate: async (context) => textMetricValue(await perplexityOf(context.params.model, await evaluationText(context))),
};
