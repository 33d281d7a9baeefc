import type { Rng } from '../random/rng.js';

/** JSON has neither NaN nor infinity, and both can be honest results: a metric value says which it is. */
export type MetricValue =
  | { readonly status: 'ok'; readonly value: number }
  | { readonly status: 'diverged' | 'undefined' | 'skipped'; readonly reason: string };

export function ok(value: number): MetricValue {
  return { status: 'ok', value };
}

/**
 * The largest difference between two runs that still counts as the same result, for runs that cannot be equal byte for
 * byte. `relative` is a fraction of the baseline's mean magnitude, `absolute` is in the metric's own unit.
 */
export interface EquivalenceMargin {
  readonly kind: 'relative' | 'absolute';
  readonly value: number;
  readonly reason: string;
}

/** What a metric sees: the model of one generation beside the truth. */
export interface MetricContext<Params, Truth, Data = unknown> {
  /** Number of fits since the real data: 1 is the model fitted to real data. */
  readonly generation: number;
  readonly params: Params;
  /** Model 1, fitted to real data: the judge of what later models generate. */
  readonly first: Params;
  readonly truth: Truth;
  /** First generation at which the model was absorbed, if it was by now. */
  readonly absorbedAt: number | undefined;
  /** The real data that model 1 was fitted to. */
  readonly original: Data;
  /** What this model was fitted to. */
  readonly training: Data;
  /** New samples of this model, drawn plainly. */
  sample(count: number, rng: Rng): Data | Promise<Data>;
  /** New draws from the real distribution. */
  real(count: number, rng: Rng): Data;
}

export interface Metric<Params, Truth, Data = any> {
  readonly id: string;
  /** One sentence; the formula where there is one. */
  readonly summary: string;
  readonly source: string;
  /** `1` for a pure number. */
  readonly unit: string;
  /** Which direction is better for the model, so the other one is collapse. */
  readonly direction: 'lower-is-better' | 'higher-is-better';
  readonly margin: EquivalenceMargin;
  /** Whether the metric means anything for this truth; absent: always. The reason completes "needs ...". */
  needs?(truth: Truth): string | undefined;
  evaluate(context: MetricContext<Params, Truth, Data>, rng: Rng): MetricValue | Promise<MetricValue>;
}
