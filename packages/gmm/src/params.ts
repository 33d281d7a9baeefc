/** What a fit has to say beside its parameters. */
export type FitDiagnostic =
  /** EM stopped at its largest number of iterations; the log-likelihood still moved by `change` a sample. */
  | { readonly kind: 'not-converged'; readonly change: number }
  /** The component's covariance is singular to working precision: the likelihood has no maximum, and EM stopped there. */
  | { readonly kind: 'singular-component'; readonly component: number; readonly iteration: number }
  /** The component holds less than one sample. */
  | { readonly kind: 'vanishing-component'; readonly component: number; readonly weight: number }
  /** The data are too far out for the model: no component gave them a density that a double can hold. */
  | { readonly kind: 'no-likelihood'; readonly iteration: number };

/** A fitted mixture of k normals in d dimensions: plain data that survives `structuredClone`. */
export interface GmmParams {
  /** Length k; positive, sums to 1. */
  readonly weights: Float64Array;
  /** k*d: row i is the mean of component i. */
  readonly means: Float64Array;
  /** k*d*d: block i is the covariance of component i, row-major, whatever its type. */
  readonly covariances: Float64Array;
  /** Whether the log-likelihood moved by less than `tol` in the last iteration. */
  readonly converged: boolean;
  /** EM iterations of the start that was kept. */
  readonly iterations: number;
  /**
   * Mean log-likelihood of a training sample, in nats, before the last M step (scikit-learn's `lower_bound_`); -Infinity where
   * there was no iteration.
   */
  readonly logLikelihood: number;
  readonly diagnostics: readonly FitDiagnostic[];
}
