/** A kernel density estimate, p(x) = sum_i w_i N(x; x_i, H): plain data that survives `structuredClone`. */
export interface KdeParams {
  /** n * dimension, row-major: the centres of the kernels. */
  readonly points: Float64Array;
  /** Length n, adding up to 1; absent: 1/n each. */
  readonly weights?: Float64Array;
  /** H, the covariance of every kernel: dimension^2, row-major. */
  readonly kernel: Float64Array;
  /** Mean of the estimate: that of its points. Length dimension. */
  readonly mean: Float64Array;
  /** Covariance of the estimate: that of its points, divided by n, plus H. dimension^2, row-major. */
  readonly covariance: Float64Array;
}
