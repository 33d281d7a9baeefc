import { type Metric, ok } from '@collapse-bench/core';
import type { DiscreteParams } from '../exact-fit.js';
import type { DiscreteTruth } from '../real/real-distribution.js';

export const squaredError: Metric<DiscreteParams, DiscreteTruth> = {
  id: 'squared-error',
  summary: 'Squared Euclidean distance to the truth: |p_n - p0|^2; at most 2.',
  source: 'Bertrand et al. 2310.00429 (stability around the first fit)',
  unit: '1',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.1, reason: 'collapse moves it by orders of magnitude' },
  evaluate: ({ params: { probabilities }, truth }) => {
    let sum = 0;
    for (let i = 0; i < probabilities.length; i++) {
      const difference = probabilities[i] - truth.probabilities[i];
      sum += difference * difference;
    }
    return ok(sum);
  },
};
