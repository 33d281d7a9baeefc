import type { HeldAgainst, Picture, Prediction, Problem } from '@collapse-bench/core';
import type { Scenario } from './scenario.js';

/** One statistic at one generation beside one prediction. */
export interface TheoryPoint extends HeldAgainst {
  readonly oracle: string;
  readonly metric: string;
  /** As in records: mean, variance, or fraction above a threshold. */
  readonly statistic: string;
  readonly generation: number;
  readonly kind: Prediction['kind'];
  readonly prediction: number;
}

/** Why a metric has no number in some replicates. */
export interface Gap {
  readonly metric: string;
  readonly generation: number;
  readonly replicates: number;
  readonly status: string;
  readonly reason: string;
}

/** Numbers of one metric at one generation over the replicates, in this order; NaN where any of these has none. */
export const SUMMARY = ['mean', 'standardError', 'tenth', 'median', 'ninetieth'] as const;

/** Observed generations as they are finished. */
export interface Batch {
  /** Place of the first one among the observed generations. */
  readonly from: number;
  /** How many; 0 while one is under way. */
  readonly count: number;
  /** values[(i * metrics + m) * replicates + r] for the i-th generation of the batch; NaN where there is no number. */
  readonly values: Float64Array;
  /** summary[(i * metrics + m) * SUMMARY.length + s]. */
  readonly summary: Float64Array;
  readonly theory: readonly TheoryPoint[];
  readonly gaps: readonly Gap[];
  /** The model of replicate 0, one a generation; undefined where there is nothing to see. */
  readonly pictures: readonly (Picture | undefined)[];
  /** The real distribution, in the first batch. */
  readonly real?: Picture | undefined;
  /** Share of all fits that are done, 0 to 1. */
  readonly done: number;
}

/** How the exact predictions of a run fare together. */
export interface Verdict {
  /** Exact predictions that have a standard error. */
  readonly exact: number;
  readonly largestZ: number;
  /** How many are rejected by Holm's procedure at 1%. */
  readonly rejected: number;
}

/** To the worker. Answers carry the same `id`. */
export interface Asked {
  readonly id: number;
  readonly kind: 'check' | 'run';
  readonly scenario: Scenario;
}

/** From the worker. A run answers with problems and no more, or with batches and then `finished`. */
export type Answer =
  | { readonly id: number; readonly kind: 'problems'; readonly problems: readonly Problem[] }
  | { readonly id: number; readonly kind: 'started'; readonly observed: readonly number[] }
  | { readonly id: number; readonly kind: 'batch'; readonly batch: Batch }
  | { readonly id: number; readonly kind: 'finished'; readonly verdict: Verdict; readonly seconds: number }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };
