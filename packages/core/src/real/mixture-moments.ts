/** Mean and covariance of a whole mixture. */
export interface MixtureMoments {
  /** Length d. */
  readonly mean: Float64Array;
  /** d*d, symmetric. */
  readonly covariance: Float64Array;
}

/**
 * Moments of a mixture: mean = sum w_i m_i and covariance = sum w_i [S_i + (m_i - mean)(m_i - mean)'].
 *
 * @param weights length k, summing to 1
 * @param means k*d
 * @param covariances k*d*d
 */
export function mixtureMoments(
  weights: Float64Array,
  means: Float64Array,
  covariances: Float64Array,
  dimension: number,
): MixtureMoments {
  const mean = new Float64Array(dimension);
  const covariance = new Float64Array(dimension * dimension);
  weights.forEach((weight, component) => {
    for (let i = 0; i < dimension; i++) mean[i] += weight * means[component * dimension + i];
  });
  weights.forEach((weight, component) => {
    for (let i = 0; i < dimension; i++) {
      for (let j = 0; j < dimension; j++) {
        const between = (means[component * dimension + i] - mean[i]) * (means[component * dimension + j] - mean[j]);
        const within = covariances[(component * dimension + i) * dimension + j];
        covariance[i * dimension + j] += weight * (within + between);
      }
    }
  });
  return { mean, covariance };
}
