import { ln, type Metric, ok, type RealTruth } from '@collapse-bench/core';
import type { GmmParams } from '../params.js';

export const weightEntropy: Metric<GmmParams, RealTruth> = {
  id: 'weight-entropy',
  summary: 'Entropy of the fitted weights, -sum w ln w: ln k where all components hold the same, 0 where one holds everything.',
  source: 'Shannon 1948; Shumailov et al. 2305.17493, Definition 3.1 (late collapse loses modes)',
  unit: 'nat',
  direction: 'higher-is-better',
  margin: { kind: 'absolute', value: 0.05, reason: 'a fourteenth of the whole range of two components' },
  evaluate: ({ params: { weights } }) => ok(weights.reduce((sum, weight) => (weight > 0 ? sum - weight * ln(weight) : sum), 0)),
};
