import { quantileOfSorted } from '@collapse-bench/core';
import type { Recorded } from '@collapse-bench/harness';

/** What the replicates say of one metric at one generation. */
export interface Summary {
  readonly metric: string;
  readonly generation: number;
  /** Replicates with a number. */
  readonly count: number;
  readonly mean: number;
  readonly median: number;
  /** The 5% and the 95% quantile over replicates. */
  readonly low: number;
  readonly high: number;
}

/** undefined where no replicate has a number. */
export function summaryOf(metric: string, generation: number, values: readonly Recorded[]): Summary | undefined {
  const numbers = Float64Array.from(values.filter((value): value is number => typeof value === 'number')).sort();
  if (numbers.length === 0) return undefined;
  return {
    metric,
    generation,
    count: numbers.length,
    mean: numbers.reduce((sum, value) => sum + value, 0) / numbers.length,
    median: quantileOfSorted(numbers, 0.5),
    low: quantileOfSorted(numbers, 0.05),
    high: quantileOfSorted(numbers, 0.95),
  };
}
