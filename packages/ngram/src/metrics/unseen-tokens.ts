import { unseenTokenShare } from '@collapse-bench/text';
import { metricValue, type NgramMetric } from './generated-text-metric.js';

export const unseenTokens: NgramMetric = {
  id: 'unseen-tokens',
  summary: "Share of the tokens of held-out real text whose word does not occur in the model's training set: lost words.",
  source: 'Shumailov et al. 2305.17493, Definition 3.1 (early collapse loses the tails)',
  unit: '1',
  direction: 'lower-is-better',
  margin: { kind: 'absolute', value: 0.01, reason: 'one word in a hundred' },
  evaluate: ({ training, truth }) => metricValue(unseenTokenShare(truth.test, training, truth.outcomes)),
};
