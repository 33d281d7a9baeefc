/** A fitted linear model: plain data that survives `structuredClone`. */
export interface RegressionParams {
  /** w, length dimension. */
  readonly coefficients: Float64Array;
  /**
   * Fixed design: the rows that the model labels, those of the real data of model 1, T * dimension, row-major. Absent: new
   * rows are drawn each generation.
   */
  readonly design?: Float64Array;
}
