import { cholesky, logDeterminantFromCholesky, solveLower } from '../linalg/cholesky.js';
import { exp } from '../special.js';

/** ln(2 pi). */
const LN_TWO_PI = 1.8378770664093456;

/**
 * Density of N(mean, covariance) at a point: (2 pi)^(-d/2) det(S)^(-1/2) exp(-(x - m)' S^-1 (x - m) / 2).
 *
 * @param point length d
 * @param mean length d
 * @param covariance d*d, positive semidefinite
 * @returns 0 or more; undefined where the covariance is singular to working precision, so that there is no density
 * @throws RangeError when the covariance's length is not d^2
 */
export function gaussianDensityAt(
  point: Float64Array,
  mean: Float64Array,
  covariance: Float64Array,
  dimension: number,
): number | undefined {
  const factor = new Float64Array(dimension * dimension);
  if (!cholesky(covariance, dimension, factor)) return undefined;
  const displacement = new Float64Array(dimension);
  for (let i = 0; i < dimension; i++) displacement[i] = point[i] - mean[i];
  solveLower(factor, dimension, displacement, displacement);
  let mahalanobis = 0;
  for (const value of displacement) mahalanobis += value * value;
  return exp(-0.5 * (mahalanobis + dimension * LN_TWO_PI + logDeterminantFromCholesky(factor, dimension)));
}
