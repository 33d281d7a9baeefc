import { gaussianKl, type Metric, needsNormal, ok, type RealTruth } from '@collapse-bench/core';
import type { GaussianParams } from '../params.js';

export const kl: Metric<GaussianParams, RealTruth> = {
  id: 'kl',
  summary: 'Kullback-Leibler divergence KL(p_0 || p_k) of the model from the real normal.',
  source: 'Kullback and Leibler 1951; Shumailov et al. 2305.17493, Section 3.1 (functional error)',
  unit: 'nat',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.1, reason: 'regimes that differ in kind differ by factors, not by tenths' },
  needs: needsNormal,
  evaluate: ({ params, truth }) => {
    const value = gaussianKl(truth.mean, truth.covariance, params.mean, params.covariance, truth.dimension);
    if (value < Number.POSITIVE_INFINITY) return ok(value);
    return { status: 'diverged', reason: 'the fitted covariance is singular, so the model gives the real data no density' };
  },
};
