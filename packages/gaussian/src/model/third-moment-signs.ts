import { cholesky, type PointSet, type Rng, solveLower, uniform } from '@collapse-bench/core';

/** `count` independent signs, -1 or 1 with equal chances. */
export function fairSigns(count: number, rng: Rng): Float64Array {
  return Float64Array.from({ length: count }, () => (uniform(rng) < 0.5 ? -1 : 1));
}

/**
 * Signs of the third central moments of the points, by weight, whitened by the Cholesky factor of their own covariance. For normal
 * points these are fair coins, independent of one another, of the mean and of the covariance. Coins take their place where
 * the points leave a direction empty and cannot be whitened.
 *
 * @param mean of the points
 * @param covariance of the points, up to a factor
 */
export function thirdMomentSigns(
  { points, weights }: PointSet,
  mean: Float64Array,
  covariance: Float64Array,
  rng: Rng,
): Float64Array {
  const dimension = mean.length;
  const root = new Float64Array(dimension * dimension);
  if (!cholesky(covariance, dimension, root)) return fairSigns(dimension, rng);
  const third = new Float64Array(dimension);
  const residual = new Float64Array(dimension);
  for (let row = 0; row < points.length; row += dimension) {
    for (let i = 0; i < dimension; i++) residual[i] = points[row + i] - mean[i];
    solveLower(root, dimension, residual, residual);
    for (let i = 0; i < dimension; i++) third[i] += (weights?.[row / dimension] ?? 1) * residual[i] * residual[i] * residual[i];
  }
  return third.map((moment) => (moment < 0 ? -1 : 1));
}
