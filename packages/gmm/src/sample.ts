import {
  cholesky,
  fillNormal,
  type GaussianMixture,
  multinomial,
  type PointSet,
  type Rng,
  symmetricSquareRoot,
} from '@collapse-bench/core';

/**
 * `count` draws from a mixture, as scikit-learn's GaussianMixture.sample: the numbers of points of each component are one
 * multinomial draw and the components follow one another, which is the law of an independent sample up to the order, which
 * carries no meaning.
 *
 * @throws RangeError where count is not a non-negative integer
 */
export function sampleMixture({ weights, means, covariances, dimension }: GaussianMixture, count: number, rng: Rng): PointSet {
  const square = dimension * dimension;
  const counts = new Float64Array(weights.length);
  multinomial(rng, count, weights, counts);
  const points = new Float64Array(count * dimension);
  let start = 0;
  for (let component = 0; component < weights.length; component++) {
    const end = start + counts[component] * dimension;
    const part = points.subarray(start, end);
    start = end;
    if (part.length === 0) continue;
    if (dimension === 1) {
      fillNormal(rng, part, means[component], Math.sqrt(covariances[component]));
      continue;
    }
    fillNormal(rng, part, 0, 1);
    const root = covarianceRoot(covariances.subarray(component * square, (component + 1) * square), dimension);
    colour(part, means, component * dimension, root, dimension);
  }
  return { count, points };
}

/** A matrix R with R R' = S: the Cholesky factor, or the symmetric square root where S is singular. */
function covarianceRoot(covariance: Float64Array, dimension: number): Float64Array {
  const factor = new Float64Array(dimension * dimension);
  return cholesky(covariance, dimension, factor) ? factor : symmetricSquareRoot(covariance, dimension);
}

/** Turns standard normal vectors z, in place, into m + R z. */
function colour(points: Float64Array, means: Float64Array, mean: number, root: Float64Array, dimension: number): void {
  if (dimension === 2) {
    const [m0, m1] = [means[mean], means[mean + 1]];
    const [r00, r01, r10, r11] = root;
    for (let at = 0; at < points.length; at += 2) {
      const z0 = points[at];
      const z1 = points[at + 1];
      points[at] = m0 + r00 * z0 + r01 * z1;
      points[at + 1] = m1 + r10 * z0 + r11 * z1;
    }
    return;
  }
  const deviates = new Float64Array(dimension);
  for (let row = 0; row < points.length; row += dimension) {
    for (let a = 0; a < dimension; a++) deviates[a] = points[row + a];
    for (let a = 0; a < dimension; a++) {
      let sum = means[mean + a];
      for (let b = 0; b < dimension; b++) sum += root[a * dimension + b] * deviates[b];
      points[row + a] = sum;
    }
  }
}
