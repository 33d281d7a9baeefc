import { asMixture, type Metric, mixtureL2Squared, ok, type RealTruth } from '@collapse-bench/core';
import type { GaussianParams } from '../params.js';

export const l2Squared: Metric<GaussianParams, RealTruth> = {
  id: 'l2-squared',
  summary: 'Integral of (p_0 - p_k)^2 in closed form, for normal and mixture truths. Grows without bound as p_k shrinks.',
  source: 'Shumailov et al. 2305.17493, Sections 3.1 and 5.1 (Fig. 13)',
  unit: '1 / unit of volume',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.1, reason: 'regimes that differ in kind differ by factors, not by tenths' },
  evaluate: ({ params, truth }) => {
    const fitted = asMixture([{ weight: 1, mean: params.mean, covariance: params.covariance }], truth.dimension);
    const value = mixtureL2Squared(fitted, asMixture(truth.components, truth.dimension));
    if (value < Number.POSITIVE_INFINITY) return ok(value);
    return { status: 'diverged', reason: 'the fitted covariance is singular, and a point mass has no square-integrable density' };
  },
};
