import type { Rng } from '../random/rng.js';
import { uniformInteger } from '../random/xoshiro128.js';
import { momentsOf, variance } from './moments.js';
import { normalCdf, normalQuantile } from './normal-distribution.js';
import { quantileOfSorted } from './quantile.js';

export interface BootstrapOptions {
  /** `percentile`: quantiles of the resampled statistic. `bca`: the same, corrected for bias and acceleration. */
  readonly kind: 'percentile' | 'bca';
  /** Coverage, e.g. 0.95; strictly between 0 and 1. */
  readonly level: number;
  /** Number of resamples, at least 2; thousands for `bca`. */
  readonly resamples: number;
}

export interface BootstrapInterval {
  /** The statistic of the data themselves. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** Standard deviation of the resampled statistic (ddof = 1). */
  readonly standardError: number;
}

/** A number computed from values in any order. It gets a view of memory that is used again: it must not keep it. */
export type SampleStatistic = (values: Float64Array) => number;

/**
 * Bootstrap confidence interval (Efron and Tibshirani 1993, chapters 13 and 14). Whole clusters are drawn with
 * replacement, as many as there are, and the statistic sees their values one after the other: values of one cluster (the
 * generations of one replicate, say) may depend on each other. Independent values are clusters of one.
 *
 * BCa takes the quantiles at Phi(z0 + (z0 + z) / (1 - a (z0 + z))) instead of Phi(z): z0 from the fraction of resamples below
 * the estimate (equal ones count one half; kept half a resample away from 0 and 1), a by the jackknife over clusters.
 *
 * @param clusters at least two; none empty
 * @throws RangeError when there are fewer than two clusters or one is empty, an option is out of range, or the statistic
 *   is not finite
 */
export function bootstrapInterval(
  clusters: readonly Float64Array[],
  statistic: SampleStatistic,
  options: BootstrapOptions,
  rng: Rng,
): BootstrapInterval {
  const { kind, level, resamples } = options;
  requireClusters(clusters);
  if (!(level > 0 && level < 1)) throw new RangeError(`level: expected a number between 0 and 1, found ${level}`);
  if (!Number.isInteger(resamples) || resamples < 2) {
    throw new RangeError(`resamples: expected an integer of at least 2, found ${resamples}`);
  }
  const count = clusters.length;
  const longest = clusters.reduce((length, cluster) => Math.max(length, cluster.length), 0);
  const buffer = new Float64Array(longest * count);
  const estimate = evaluate(statistic, join(clusters, buffer));
  const replicates = new Float64Array(resamples);
  for (let b = 0; b < resamples; b++) {
    let length = 0;
    for (let i = 0; i < count; i++) {
      const cluster = clusters[uniformInteger(rng, count)];
      buffer.set(cluster, length);
      length += cluster.length;
    }
    replicates[b] = evaluate(statistic, buffer.subarray(0, length));
  }
  const tail = (1 - level) / 2;
  const probabilities =
    kind === 'bca'
      ? correctedProbabilities(tail, biasCorrection(replicates, estimate), jackknifeAcceleration(clusters, statistic))
      : [tail, 1 - tail];
  const standardError = Math.sqrt(variance(momentsOf(replicates), 1));
  replicates.sort();
  return {
    estimate,
    low: quantileOfSorted(replicates, probabilities[0]),
    high: quantileOfSorted(replicates, probabilities[1]),
    standardError,
  };
}

/**
 * Acceleration a = sum(d^3) / (6 sum(d^2)^(3/2)), d the mean of the leave-one-cluster-out statistics minus each of them.
 * 0 when they are all equal.
 *
 * @throws RangeError when there are fewer than two clusters or one is empty, or the statistic is not finite
 */
export function jackknifeAcceleration(clusters: readonly Float64Array[], statistic: SampleStatistic): number {
  requireClusters(clusters);
  const total = clusters.reduce((length, cluster) => length + cluster.length, 0);
  const buffer = new Float64Array(total);
  const leftOut = new Float64Array(clusters.length);
  for (let i = 0; i < clusters.length; i++) {
    const others = clusters.filter((_, j) => j !== i);
    leftOut[i] = evaluate(statistic, join(others, buffer));
  }
  const { m2, m3 } = momentsOf(leftOut);
  return m2 > 0 ? -m3 / (6 * m2 * Math.sqrt(m2)) : 0;
}

function requireClusters(clusters: readonly Float64Array[]): void {
  if (clusters.length < 2) throw new RangeError(`clusters: expected at least two, found ${clusters.length}`);
  const empty = clusters.findIndex((cluster) => cluster.length === 0);
  if (empty >= 0) throw new RangeError(`clusters: expected values in each, found none in cluster ${empty}`);
}

/** All values one after the other, written to the front of `buffer`. */
function join(clusters: readonly Float64Array[], buffer: Float64Array): Float64Array {
  let length = 0;
  for (const cluster of clusters) {
    buffer.set(cluster, length);
    length += cluster.length;
  }
  return buffer.subarray(0, length);
}

function evaluate(statistic: SampleStatistic, values: Float64Array): number {
  const value = statistic(values);
  if (!Number.isFinite(value)) throw new RangeError(`statistic: expected a finite number, found ${value}`);
  return value;
}

function biasCorrection(replicates: Float64Array, estimate: number): number {
  let below = 0;
  for (const value of replicates) below += value < estimate ? 1 : value === estimate ? 0.5 : 0;
  const bounded = Math.min(Math.max(below, 0.5), replicates.length - 0.5);
  return normalQuantile(bounded / replicates.length);
}

function correctedProbabilities(tail: number, bias: number, acceleration: number): [number, number] {
  const correct = (z: number): number => {
    const shifted = bias + z;
    const denominator = 1 - acceleration * shifted;
    // Past the pole the formula turns round; the corrected quantile has run to the end of the distribution.
    if (denominator <= 0) return shifted > 0 ? 1 : 0;
    return normalCdf(bias + shifted / denominator);
  };
  return [correct(normalQuantile(tail)), correct(normalQuantile(1 - tail))];
}
