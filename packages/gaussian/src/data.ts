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
