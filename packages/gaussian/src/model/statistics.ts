import { chiSquare, type DataSpace, normal, type Rng, semidefiniteCholesky, wishart } from '@collapse-bench/core';
import type { SufficientStatistics, WeightSums } from '../data.js';

/** No `subset`: a sample's statistics do not say which points they came from. */
export const statisticsSpace: DataSpace<SufficientStatistics> = {
  size: ({ count }) => count,
  concat: (parts) => parts.reduce(merge),
  weighted: ({ count, mean, scatter, weights }, weight) => {
    const { sum, squares } = weights ?? unweighted(count);
    return {
      count,
      mean,
      scatter: scatter.map((entry) => weight * entry),
      weights: { sum: weight * sum, squares: weight * weight * squares },
    };
  },
};

/** The sums of `count` weights of 1. */
function unweighted(count: number): WeightSums {
  return { sum: count, squares: count };
}

/**
 * The statistics of two samples together (Chan, Golub and LeVeque 1979): the scatters add up, and
 * n_a n_b/(n_a + n_b) (mean_b - mean_a)(mean_b - mean_a)' comes on top, n being the sum of weights where there are any.
 *
 * @throws RangeError for whole populations, which have no shares
 */
export function merge(a: SufficientStatistics, b: SufficientStatistics): SufficientStatistics {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  if (count === Number.POSITIVE_INFINITY) {
    throw new RangeError('merge: expected finite samples, found a whole population');
  }
  const dimension = a.mean.length;
  const weighted = a.weights !== undefined || b.weights !== undefined;
  const first = a.weights ?? unweighted(a.count);
  const second = b.weights ?? unweighted(b.count);
  const total = first.sum + second.sum;
  const share = second.sum / total;
  const between = first.sum * share;
  const mean = new Float64Array(dimension);
  for (let i = 0; i < dimension; i++) mean[i] = a.mean[i] + share * (b.mean[i] - a.mean[i]);
  const scatter = new Float64Array(dimension * dimension);
  for (let i = 0; i < dimension; i++) {
    const difference = between * (b.mean[i] - a.mean[i]);
    for (let j = 0; j < dimension; j++) {
      const at = i * dimension + j;
      scatter[at] = a.scatter[at] + b.scatter[at] + difference * (b.mean[j] - a.mean[j]);
    }
  }
  const weights = { sum: total, squares: first.squares + second.squares };
  return weighted ? { count, mean, scatter, weights } : { count, mean, scatter };
}

/**
 * The statistics of `count` draws from N(mean, factor * covariance), by their exact laws: the mean is
 * N(mean, factor covariance/n), the scatter Wishart(n - 1) of that covariance, and the two are independent (Cochran 1934).
 * The cost does not depend on n. Of a whole population (Infinity) they are the moments themselves.
 */
export function drawStatistics(
  count: number,
  mean: Float64Array,
  covariance: Float64Array,
  factor: number,
  rng: Rng,
): SufficientStatistics {
  const dimension = mean.length;
  if (dimension === 1) return drawOneDimension(count, mean[0], factor * covariance[0], rng);
  if (count === Number.POSITIVE_INFINITY) {
    return { count, mean: mean.slice(), scatter: covariance.map((entry) => factor * entry) };
  }
  const scatter = new Float64Array(dimension * dimension);
  if (count === 0) return { count, mean: new Float64Array(dimension), scatter };
  const root = semidefiniteCholesky(covariance, dimension, factor);
  const deviates = new Float64Array(dimension);
  for (let i = 0; i < dimension; i++) deviates[i] = normal(rng);
  const drawn = new Float64Array(dimension);
  const scale = 1 / Math.sqrt(count);
  for (let i = 0; i < dimension; i++) {
    let sum = 0;
    for (let j = 0; j <= i; j++) sum += root[i * dimension + j] * deviates[j];
    drawn[i] = mean[i] + scale * sum;
  }
  wishart(rng, count - 1, root, dimension, scatter, new Float64Array(dimension * dimension));
  return { count, mean: drawn, scatter };
}

function drawOneDimension(count: number, centre: number, variance: number, rng: Rng): SufficientStatistics {
  const mean = new Float64Array(1);
  const scatter = new Float64Array(1);
  if (count === Number.POSITIVE_INFINITY) {
    mean[0] = centre;
    scatter[0] = variance;
  } else if (count > 0) {
    mean[0] = centre + Math.sqrt(variance / count) * normal(rng);
    if (count > 1) scatter[0] = variance * chiSquare(rng, count - 1);
  }
  return { count, mean, scatter };
}
