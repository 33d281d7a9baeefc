import { gaussianW2Squared, type Metric, needsNormal, ok, type RealTruth } from '@collapse-bench/core';
import type { GaussianParams } from '../params.js';

export const w2Squared: Metric<GaussianParams, RealTruth> = {
  id: 'w2-squared',
  summary: 'Squared 2-Wasserstein distance to the real normal: |m - mu_0|^2 + Tr(S + Sigma_0 - 2 (S^1/2 Sigma_0 S^1/2)^1/2).',
  source: 'Shumailov et al. 2305.17493, Section 4.2 (R_W2); Gelbrich 1990',
  unit: 'squared unit of the data',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.1, reason: 'regimes that differ in kind differ by factors, not by tenths' },
  needs: needsNormal,
  evaluate: ({ params, truth }) =>
    ok(gaussianW2Squared(truth.mean, truth.covariance, params.mean, params.covariance, truth.dimension)),
};
