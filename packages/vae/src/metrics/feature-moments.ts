/** Mean and covariance of a cloud of points. */
export interface FeatureMoments {
  /** [dimension] */
  readonly mean: Float64Array;
  /** [dimension, dimension], over n - 1, as numpy.cov. */
  readonly covariance: Float64Array;
}

/**
 * @param points [n, dimension], row-major
 * @throws RangeError when there are fewer than two points or the length does not fit
 */
export function featureMoments(points: Float64Array, dimension: number): FeatureMoments {
  const n = points.length / dimension;
  if (!(Number.isInteger(n) && n >= 2)) {
    throw new RangeError(`expected at least two points of ${dimension} numbers, found ${points.length} numbers`);
  }
  const mean = new Float64Array(dimension);
  for (let i = 0; i < points.length; i++) mean[i % dimension] += points[i];
  for (let j = 0; j < dimension; j++) mean[j] /= n;
  const covariance = new Float64Array(dimension * dimension);
  const centred = new Float64Array(dimension);
  for (let start = 0; start < points.length; start += dimension) {
    for (let j = 0; j < dimension; j++) centred[j] = points[start + j] - mean[j];
    for (let j = 0; j < dimension; j++) {
      for (let k = 0; k <= j; k++) covariance[j * dimension + k] += centred[j] * centred[k];
    }
  }
  for (let j = 0; j < dimension; j++) {
    for (let k = 0; k <= j; k++) {
      covariance[j * dimension + k] /= n - 1;
      covariance[k * dimension + j] = covariance[j * dimension + k];
    }
  }
  return { mean, covariance };
}
