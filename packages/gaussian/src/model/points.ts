import { chiSquareQuantile, fillNormal, normal, type PointSet, type Rng, semidefiniteCholesky } from '@collapse-bench/core';

/** `count` draws from N(mean, factor * covariance). */
export function drawPoints(count: number, mean: Float64Array, covariance: Float64Array, factor: number, rng: Rng): PointSet {
  const dimension = mean.length;
  const points = new Float64Array(count * dimension);
  if (dimension === 1) {
    fillNormal(rng, points, mean[0], Math.sqrt(factor * covariance[0]));
    return { count, points };
  }
  const root = semidefiniteCholesky(covariance, dimension, factor);
  fillNormal(rng, points, 0, 1);
  for (let row = 0; row < points.length; row += dimension) {
    // In place: coordinate i needs the deviates up to i, so from the last one down.
    for (let i = dimension - 1; i >= 0; i--) {
      let sum = mean[i];
      for (let j = 0; j <= i; j++) sum += root[i * dimension + j] * points[row + j];
      points[row + i] = sum;
    }
  }
  return { count, points };
}

/**
 * `count` draws from N(mean, factor * covariance) within the smallest region that holds a mass of it, an ellipsoid:
 * standard normal vectors are drawn until one is short enough, 1/mass times on average.
 */
export function drawCentralPoints(
  count: number,
  mean: Float64Array,
  covariance: Float64Array,
  factor: number,
  mass: number,
  rng: Rng,
): PointSet {
  const dimension = mean.length;
  const edge = chiSquareQuantile(mass, dimension);
  const root = semidefiniteCholesky(covariance, dimension, factor);
  const points = new Float64Array(count * dimension);
  const deviates = new Float64Array(dimension);
  for (let row = 0; row < points.length; row += dimension) {
    let squared: number;
    do {
      squared = 0;
      for (let i = 0; i < dimension; i++) {
        deviates[i] = normal(rng);
        squared += deviates[i] * deviates[i];
      }
    } while (squared > edge);
    for (let i = 0; i < dimension; i++) {
      let sum = mean[i];
      for (let j = 0; j <= i; j++) sum += root[i * dimension + j] * deviates[j];
      points[row + i] = sum;
    }
  }
  return { count, points };
}
