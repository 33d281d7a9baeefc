import { normalQuantile, quantile, studentTQuantile } from '@collapse-bench/core';

/** A rank, 1 the best, and the ranks that cannot be told from it. */
export interface Rank {
  /** Of the estimates alone; equal ones share the mean of their ranks. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

const LEVEL = 0.95;

/** Ranks of numbers, the lowest 1; equal numbers share the mean of their ranks. */
export function sharedRanks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(values.length);
  for (let first = 0; first < order.length; ) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1]] === values[order[first]]) last++;
    for (let i = first; i <= last; i++) ranks[order[i]] = (first + last) / 2 + 1;
    first = last + 1;
  }
  return ranks;
}

/**
 * A 95% confidence interval for the rank of each entry: between 1 + the number of entries that are shown to be better, and
 * all but those shown to be worse. Shown is what the simultaneous 95% interval for the differences to all other entries
 * leaves no doubt about: |d_k| > c se_k, where c is the 95% quantile of max_k |d*_k - d_k| / se_k over the resamples (Mogstad,
 * Romano, Shaikh and Wilhelm 2024, "Inference for ranks"). Differences are paired: one resample is of all entries.
 *
 * @param estimates lower is better
 * @param resampled resampled[entry][b]: the entry's estimate in resample b
 */
export function rankIntervals(estimates: readonly number[], resampled: readonly Float64Array[]): Rank[] {
  const ranks = sharedRanks(estimates);
  return estimates.map((_, entry) => {
    const others = estimates.flatMap((_, other) => (other === entry ? [] : [differenceOf(other, entry, estimates, resampled)]));
    const critical = criticalValue(others);
    const shown = others.filter(({ difference, error }) => Math.abs(difference) > critical * error);
    const better = shown.filter(({ difference }) => difference < 0).length;
    return { estimate: ranks[entry], low: 1 + better, high: estimates.length - (shown.length - better) };
  });
}

interface Difference {
  readonly difference: number;
  readonly resampled: Float64Array;
  /** Standard deviation of the resampled ones. */
  readonly error: number;
}

function differenceOf(a: number, b: number, estimates: readonly number[], resampled: readonly Float64Array[]): Difference {
  const differences = resampled[a].map((value, i) => value - resampled[b][i]);
  const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  const squares = differences.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return {
    difference: estimates[a] - estimates[b],
    resampled: differences,
    error: Math.sqrt(squares / (differences.length - 1)),
  };
}

/** Differences without any spread are what they are: they have no part in it. */
function criticalValue(differences: readonly Difference[]): number {
  const spread = differences.filter(({ error }) => error > 0);
  if (spread.length === 0) return 0;
  const largest = new Float64Array(spread[0].resampled.length);
  for (const { difference, resampled, error } of spread) {
    for (let b = 0; b < largest.length; b++) largest[b] = Math.max(largest[b], Math.abs(resampled[b] - difference) / error);
  }
  return quantile(largest, LEVEL);
}

/**
 * Resampled estimates moved away from the estimate by what the bootstrap lacks with few replicates: sqrt(n / (n - 1)) for the
 * variance that it divides by n, and the t in place of the normal quantile (Hesterberg 2015, arXiv:1411.5279).
 * 1.58 for five replicates, 1.01 for 200.
 */
export function widened(estimate: number, resampled: Float64Array, replicates: number): Float64Array {
  const upper = (1 + LEVEL) / 2;
  const lacking = studentTQuantile(upper, replicates - 1) / normalQuantile(upper);
  const factor = Math.sqrt(replicates / (replicates - 1)) * lacking;
  return resampled.map((value) => estimate + factor * (value - estimate));
}
