/** A fitted normal: plain data that survives `structuredClone`. */
export interface GaussianParams {
  /** Length dimension. */
  readonly mean: Float64Array;
  /** dimension^2, row-major, symmetric and positive semidefinite (singular after a fit to too few points). */
  readonly covariance: Float64Array;
}

export interface GaussianComponent extends GaussianParams {
  readonly weight: number;
}

/** The real distribution as metrics see it. */
export interface GaussianTruth {
  readonly kind: 'normal' | 'mixture';
  readonly dimension: number;
  /** Mean of the whole distribution. */
  readonly mean: Float64Array;
  /** Covariance of the whole distribution. */
  readonly covariance: Float64Array;
  /** Its normal components; one where `kind` is `normal`. */
  readonly components: readonly GaussianComponent[];
}
