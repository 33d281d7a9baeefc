import { type Metric, mixtureMoments, ok, type RealTruth } from '@collapse-bench/core';
import type { GmmParams } from '../params.js';

export const meanShiftSquared: Metric<GmmParams, RealTruth> = {
  id: 'mean-shift-squared',
  summary: 'Squared Euclidean distance of the mean of the whole fitted mixture from the real one, |m - mu_0|^2.',
  source: 'Shumailov et al. 2305.17493, Eq. 10',
  unit: 'squared unit of the data',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.1, reason: 'regimes that differ in kind differ by factors, not by tenths' },
  evaluate: ({ params: { weights, means, covariances }, truth }) => {
    const { mean } = mixtureMoments(weights, means, covariances, truth.dimension);
    return ok(mean.reduce((sum, value, i) => sum + (value - truth.mean[i]) * (value - truth.mean[i]), 0));
  },
};
