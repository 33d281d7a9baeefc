import { type Metric, ok, type PointSet, type RealTruth } from '@collapse-bench/core';
import type { KdeParams } from '../params.js';

export const meanShiftSquared: Metric<KdeParams, RealTruth, PointSet> = {
  id: 'mean-shift-squared',
  summary: "Squared Euclidean distance of the model's from the real mean, |m_k - mu_0|^2.",
  source: 'Shumailov et al. 2305.17493, Eq. 10',
  unit: 'squared unit of the data',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.1, reason: 'regimes that differ in kind differ by factors, not by tenths' },
  evaluate: ({ params, truth }) => {
    let sum = 0;
    for (let i = 0; i < truth.dimension; i++) {
      const difference = params.mean[i] - truth.mean[i];
      sum += difference * difference;
    }
    return sum < Number.POSITIVE_INFINITY ? ok(sum) : { status: 'diverged', reason: 'the square of the shift overflows' };
  },
};
