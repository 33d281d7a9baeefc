/** Rows of a design matrix with their labels; their order carries no meaning. */
export interface LabelledRows {
  readonly count: number;
  /** X, count * dimension, row-major. */
  readonly x: Float64Array;
  /** Length count. */
  readonly y: Float64Array;
  /** Length count, at least 0, in any unit; absent: every row counts the same. */
  readonly weights?: Float64Array;
}
