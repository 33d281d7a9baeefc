import { logDeterminantFromCholesky, solveCholesky } from '@collapse-bench/core';

/** ln(2 pi). */
const LN_TWO_PI = 1.8378770664093456;

/**
 * -E ln q(X) for X from N(mu, Sigma) and q = N(mu, S): [d ln(2 pi) + ln det S + Tr(S^-1 Sigma)] / 2, in nats.
 *
 * @param covariance Sigma, d*d, symmetric
 * @param factor Cholesky factor of S, d*d
 */
export function crossEntropy(covariance: Float64Array, factor: Float64Array, dimension: number): number {
  const column = new Float64Array(dimension);
  let ratio = 0;
  for (let j = 0; j < dimension; j++) {
    for (let i = 0; i < dimension; i++) column[i] = covariance[i * dimension + j];
    ratio += solveCholesky(factor, dimension, column, column)[j];
  }
  return 0.5 * (dimension * LN_TWO_PI + logDeterminantFromCholesky(factor, dimension) + ratio);
}
