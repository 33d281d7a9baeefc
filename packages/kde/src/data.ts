/** Points as they were drawn; their order carries no meaning. */
export interface PointSet {
  readonly count: number;
  /** count * dimension, row-major: one point after the other. */
  readonly points: Float64Array;
  /** Length count, at least 0, in any unit; absent: every point counts the same. */
  readonly weights?: Float64Array;
}
