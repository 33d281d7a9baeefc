/** Points as they were drawn; their order carries no meaning. */
export interface PointSet {
  readonly count: number;
  /** count * dimension, row-major: one point after the other. */
  readonly points: Float64Array;
  /** What each point counts in a fit, Float64Array[count], >= 0; absent: 1. */
  readonly weights?: Float64Array;
}

/** All that a fit asks of the weights of single points. */
export interface WeightSums {
  /** sum w. */
  readonly sum: number;
  /** sum w^2. */
  readonly squares: number;
}

/** All that a normal's likelihood needs of a sample. */
export interface SufficientStatistics {
  /** n; Infinity for a whole population. */
  readonly count: number;
  /** Sample mean, length dimension; weighted where there are weights, like the scatter. */
  readonly mean: Float64Array;
  /** sum (x - mean)(x - mean)', dimension^2, row-major; of a whole population: its covariance. */
  readonly scatter: Float64Array;
  /** Absent: every point counts 1. */
  readonly weights?: WeightSums;
}
