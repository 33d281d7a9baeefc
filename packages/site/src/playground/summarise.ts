import { quantileOfSorted } from '@collapse-bench/core';
import { SUMMARY } from './messages.js';

/**
 * Mean, its standard error, and the 10%, 50% and 90% quantiles of replicates, as in `SUMMARY`. Mean and error are computed in the
 * order that the command line computes them in. NaN throughout where any value is NaN: a statistic over the survivors alone would
 * be biased; the error of a single one is NaN too.
 *
 * @param values Float64Array[replicates]
 * @param out receives SUMMARY.length numbers from `offset` on
 */
export function summarise(values: Float64Array, out: Float64Array, offset: number): void {
  if (values.some(Number.isNaN)) {
    out.fill(Number.NaN, offset, offset + SUMMARY.length);
    return;
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const sorted = values.slice().sort();
  out[offset] = mean;
  out[offset + 1] = values.length > 1 ? Math.sqrt(squares / (values.length - 1) / values.length) : Number.NaN;
  out[offset + 2] = quantileOfSorted(sorted, 0.1);
  out[offset + 3] = quantileOfSorted(sorted, 0.5);
  out[offset + 4] = quantileOfSorted(sorted, 0.9);
}
