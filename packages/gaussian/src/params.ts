/** A fitted normal: plain data that survives `structuredClone`. */
export interface GaussianParams {
  /** Length dimension. */
  readonly mean: Float64Array;
  /** dimension^2, row-major, symmetric and positive semidefinite (singular after a fit to too few points). */
  readonly covariance: Float64Array;
}
