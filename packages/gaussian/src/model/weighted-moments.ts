import type { MeanAndScatter } from '@collapse-bench/core';

/**
 * Weighted mean sum w x / sum w and scatter sum w (x - mean)(x - mean)', in two passes.
 *
 * @param points row-major n*d
 * @param weights Float64Array[n], >= 0, not all 0
 */
export function weightedMeanAndScatter(points: Float64Array, weights: Float64Array, dimension: number): MeanAndScatter {
  const mean = new Float64Array(dimension);
  const { sum } = sumsOf(weights);
  for (let p = 0; p < weights.length; p++) {
    for (let i = 0; i < dimension; i++) mean[i] += (weights[p] / sum) * points[p * dimension + i];
  }
  const scatter = new Float64Array(dimension * dimension);
  const residual = new Float64Array(dimension);
  for (let p = 0; p < weights.length; p++) {
    for (let i = 0; i < dimension; i++) residual[i] = points[p * dimension + i] - mean[i];
    for (let i = 0; i < dimension; i++) {
      for (let j = 0; j < dimension; j++) scatter[i * dimension + j] += weights[p] * residual[i] * residual[j];
    }
  }
  return { mean, scatter };
}

/** sum w and sum w^2. */
export function sumsOf(weights: Float64Array): { sum: number; squares: number } {
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  return { sum, squares };
}
