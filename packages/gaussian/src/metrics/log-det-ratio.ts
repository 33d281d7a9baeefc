import { cholesky, ln, type Metric, ok, type RealTruth } from '@collapse-bench/core';
import type { GaussianParams } from '../params.js';

export const logDetRatio: Metric<GaussianParams, RealTruth> = {
  id: 'log-det-ratio',
  summary: 'ln(det S / det Sigma_0); in one dimension ln(s^2/sigma_0^2). Light-tailed where the moments of s^2 are not.',
  source: 'theory of Section 4.2: ln s^2 is a random walk with drift about -1/M',
  unit: 'nat',
  direction: 'higher-is-better',
  margin: { kind: 'absolute', value: 0.05, reason: 'a twentieth of the generalised variance, as for variance-ratio' },
  evaluate: ({ params, truth }) => {
    const { dimension } = truth;
    const fitted = new Float64Array(dimension * dimension);
    if (!cholesky(params.covariance, dimension, fitted)) {
      return { status: 'diverged', reason: 'the fitted covariance is singular, so its log-determinant is -Infinity' };
    }
    const real = new Float64Array(dimension * dimension);
    cholesky(truth.covariance, dimension, real);
    let sum = 0;
    for (let i = 0; i < dimension; i++) sum += ln(fitted[i * dimension + i] / real[i * dimension + i]);
    return ok(2 * sum);
  },
};
