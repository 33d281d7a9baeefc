import { exp, ln, median, quantileOfSorted } from '@collapse-bench/core';
import { type Resamples, resampledMeans, resampledMedians } from './resamples.js';

/** A number over replicates with its 95% interval. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

const TAIL = 0.025;

/** The percentile bootstrap: an estimate between the quantiles of what its resamples give. Undefined where any is not finite. */
export function percentileInterval(estimate: number, resampled: Float64Array): Interval | undefined {
  if (!Number.isFinite(estimate) || !resampled.every(Number.isFinite)) return undefined;
  const sorted = resampled.slice().sort();
  return { estimate, low: quantileOfSorted(sorted, TAIL), high: quantileOfSorted(sorted, 1 - TAIL) };
}

/**
 * How the typical run's value differs: median of `after` over median of `before`, pairs of one replicate resampled
 * together. Medians, for in these chains rare runs carry the mean (erratum 3). Undefined where the medians have no ratio.
 *
 * @param log whether the values are logarithms of what is compared
 */
export function typicalChange(
  before: readonly number[],
  after: readonly number[],
  log: boolean,
  drawn: Resamples,
): Interval | undefined {
  const change = (from: number, to: number) => (log ? exp(to - from) : to / from);
  const froms = resampledMedians(before, drawn);
  const tos = resampledMedians(after, drawn);
  const estimate = change(median(Float64Array.from(before)), median(Float64Array.from(after)));
  return percentileInterval(
    estimate,
    froms.map((from, b) => change(from, tos[b])),
  );
}

/**
 * Growth exponent of the mean between two generations: ln(mean after / mean before) / ln(generation ratio). 0: level; 1:
 * proportional to the generation.
 */
export function growthExponent(
  before: readonly number[],
  after: readonly number[],
  generationRatio: number,
  drawn: Resamples,
): Interval | undefined {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const exponent = (from: number, to: number) => ln(to / from) / ln(generationRatio);
  const tos = resampledMeans(after, drawn);
  return percentileInterval(
    exponent(mean(before), mean(after)),
    resampledMeans(before, drawn).map((from, b) => exponent(from, tos[b])),
  );
}
