import type { PointSet } from '@collapse-bench/core';

/** What every start needs to know of the data. */
export interface DataSummary {
  /** Sum of the points' weights. */
  readonly totalWeight: number;
  /** Length d. */
  readonly mean: Float64Array;
  /** Mean over the coordinates. */
  readonly meanVariance: number;
}

/**
 * Total weight, mean and mean variance of the data; the one place where they are checked.
 *
 * @throws RangeError for a length that does not fit, for numbers that are not finite, for weights that are not positive and finite,
 *   and for numbers whose variance is not finite
 */
export function summarise({ points, count, weights }: PointSet, dimension: number): DataSummary {
  if (points.length !== count * dimension) {
    throw new RangeError(`data: expected ${count} points of ${dimension} numbers each, found ${points.length} numbers`);
  }
  let totalWeight = 0;
  for (let i = 0; i < count; i++) {
    const weight = weights === undefined ? 1 : weights[i];
    if (!(weight > 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`data: expected positive finite weights, found ${weight} at point ${i}`);
    }
    totalWeight += weight;
  }
  const mean = new Float64Array(dimension);
  let variance = 0;
  for (let a = 0; a < dimension; a++) {
    mean[a] = weightedSum(points, a, dimension, weights) / totalWeight;
    variance += squaredDeviations(points, a, dimension, mean[a], weights) / totalWeight;
  }
  const meanVariance = variance / dimension;
  if (!Number.isFinite(meanVariance)) throw new RangeError(`data: expected finite numbers, found ${offender(points, dimension)}`);
  return { totalWeight, mean, meanVariance };
}

function weightedSum(points: Float64Array, axis: number, dimension: number, weights: Float64Array | undefined): number {
  let sum = 0;
  for (let at = axis, i = 0; at < points.length; at += dimension, i++) {
    sum += weights === undefined ? points[at] : weights[i] * points[at];
  }
  return sum;
}

function squaredDeviations(
  points: Float64Array,
  axis: number,
  dimension: number,
  mean: number,
  weights: Float64Array | undefined,
): number {
  let sum = 0;
  for (let at = axis, i = 0; at < points.length; at += dimension, i++) {
    const deviation = points[at] - mean;
    sum += weights === undefined ? deviation * deviation : weights[i] * deviation * deviation;
  }
  return sum;
}

function offender(points: Float64Array, dimension: number): string {
  const place = points.findIndex((value) => !Number.isFinite(value));
  if (place < 0) return 'numbers so large that their variance is not';
  return `${points[place]} in coordinate ${place % dimension} of point ${Math.floor(place / dimension)}`;
}
