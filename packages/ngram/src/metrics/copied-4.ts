import { copiedNgramShare } from '@collapse-bench/text';
import { metricValue, type NgramMetric } from './generated-text-metric.js';

export const copied4: NgramMetric = {
  id: 'copied-4',
  summary: 'Share of the 4-grams of generated text that stand word for word in the real data of model 1 (memorisation).',
  source: 'McCoy et al. 2111.09509',
  unit: '1',
  direction: 'lower-is-better',
  margin: { kind: 'absolute', value: 0.02, reason: 'two in a hundred 4-grams' },
  evaluate: async ({ sample, original, truth }, rng) =>
    metricValue(copiedNgramShare(await sample(truth.evaluationBlocks, rng), original, 4)),
};
