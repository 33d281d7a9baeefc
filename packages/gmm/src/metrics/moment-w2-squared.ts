import { gaussianW2Squared, type Metric, mixtureMoments, ok, type RealTruth } from '@collapse-bench/core';
import type { GmmParams } from '../params.js';

export const momentW2Squared: Metric<GmmParams, RealTruth> = {
  id: 'moment-w2-squared',
  summary:
    'Squared 2-Wasserstein distance of the normals that have the mean and covariance of the two mixtures: a lower bound on theirs.',
  source: 'Gelbrich 1990; Shumailov et al. 2305.17493, Section 4.2',
  unit: 'squared unit of the data',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.1, reason: 'regimes that differ in kind differ by factors, not by tenths' },
  evaluate: ({ params: { weights, means, covariances }, truth }) => {
    const fitted = mixtureMoments(weights, means, covariances, truth.dimension);
    return ok(gaussianW2Squared(fitted.mean, fitted.covariance, truth.mean, truth.covariance, truth.dimension));
  },
};
