import { cholesky, logDeterminantFromCholesky, type Metric, mixtureMoments, ok, type RealTruth } from '@collapse-bench/core';
import type { GmmParams } from '../params.js';

export const logDetRatio: Metric<GmmParams, RealTruth> = {
  id: 'log-det-ratio',
  summary: 'ln(det S / det Sigma_0) of the whole mixtures. Light-tailed where the moments of S are not.',
  source: 'theory of Section 4.2: the log-variance is a random walk with a negative drift',
  unit: 'nat',
  direction: 'higher-is-better',
  margin: { kind: 'absolute', value: 0.05, reason: 'a twentieth of the generalised variance, as for variance-ratio' },
  evaluate: ({ params: { weights, means, covariances }, truth: { dimension, covariance } }) => {
    const factor = mixtureMoments(weights, means, covariances, dimension).covariance;
    if (!cholesky(factor, dimension, factor)) {
      return { status: 'diverged', reason: 'the covariance of the mixture is singular, so its log-determinant is -Infinity' };
    }
    const fitted = logDeterminantFromCholesky(factor, dimension);
    cholesky(covariance, dimension, factor);
    return ok(fitted - logDeterminantFromCholesky(factor, dimension));
  },
};
