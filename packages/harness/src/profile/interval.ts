import { bootstrapInterval, quantileOfSorted, type Rng } from '@collapse-bench/core';

/** A number over replicates with its 95% interval. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 999;
const options = { kind: 'percentile', level: 0.95, resamples: RESAMPLES } as const;

/**
 * How the typical run's value differs: median of `after` over median of `before`, pairs of one replicate resampled
 * together. Medians, for in these chains rare runs carry the mean (erratum 3). Undefined where the medians have no ratio.
 *
 * @param log whether the values are logarithms of what is compared
 */
export function typicalChange(before: readonly number[], after: readonly number[], log: boolean, rng: Rng): Interval | undefined {
  const sorted = new Float64Array(before.length);
  const value = (x: Float64Array, which: 0 | 1) => {
    for (let i = 0; i < sorted.length; i++) sorted[i] = x[2 * i + which];
    return quantileOfSorted(sorted.sort(), 0.5);
  };
  const change = (x: Float64Array) => (log ? Math.exp(value(x, 1) - value(x, 0)) : value(x, 1) / value(x, 0));
  return paired(before, after, change, rng);
}

/**
 * Growth exponent of the mean between two generations: ln(mean after / mean before) / ln(generation ratio). 0: level; 1:
 * proportional to the generation.
 */
export function growthExponent(
  before: readonly number[],
  after: readonly number[],
  generationRatio: number,
  rng: Rng,
): Interval | undefined {
  const mean = (x: Float64Array, which: 0 | 1) => x.reduce((sum, v, i) => (i % 2 === which ? sum + v : sum), 0);
  return paired(before, after, (x) => Math.log(mean(x, 1) / mean(x, 0)) / Math.log(generationRatio), rng);
}

function paired(
  before: readonly number[],
  after: readonly number[],
  statistic: (interleaved: Float64Array) => number,
  rng: Rng,
): Interval | undefined {
  if (before.length < 2) return undefined;
  const clusters = before.map((value, i) => Float64Array.of(value, after[i]));
  try {
    const { estimate, low, high } = bootstrapInterval(clusters, statistic, options, rng);
    return { estimate, low, high };
  } catch (error) {
    // A resample whose statistic is not finite: there is no ratio to speak of.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
