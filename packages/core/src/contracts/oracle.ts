/** Which number over the replicates of a metric a prediction speaks of. */
export type Statistic =
  | { readonly kind: 'mean' }
  | { readonly kind: 'variance' }
  /** Fraction of replicates whose value is above the threshold. */
  | { readonly kind: 'exceedance'; readonly threshold: number };

export interface Prediction {
  readonly value: number;
  /**
   * Theoretical standard deviation of the statistic's estimate from ONE replicate, so that the standard error over R
   * replicates is this / sqrt(R). Absent where theory does not give it: the sample's own is used then. (For chains with
   * heavy tails the sample's own is wrong: a rare run carries the moment.)
   */
  readonly deviation?: number;
  readonly kind: 'exact' | 'asymptotic' | 'lower-bound' | 'upper-bound';
}

/** A closed-form prediction for one metric of one system under the regimes it covers. */
export interface Oracle<Setting> {
  /** Short and stable, e.g. `G1`. */
  readonly id: string;
  /** The statement in words, with its source. */
  readonly summary: string;
  readonly metric: string;
  readonly statistic: Statistic;
  /** `undefined` where the oracle does not cover this setting or generation. */
  predict(setting: Setting, generation: number): Prediction | undefined;
}
