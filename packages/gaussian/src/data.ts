/** Points as they were drawn; their order carries no meaning. */
export interface PointSet {
  readonly count: number;
  /** count * dimension, row-major: one point after the other. */
  readonly points: Float64Array;
}

/** All that a normal's likelihood needs of a sample. */
export interface SufficientStatistics {
  /** n; Infinity for a whole population. */
  readonly count: number;
  /** Sample mean, length dimension. */
  readonly mean: Float64Array;
  /** sum (x - mean)(x - mean)', dimension^2, row-major; of a whole population: its covariance. */
  readonly scatter: Float64Array;
}
