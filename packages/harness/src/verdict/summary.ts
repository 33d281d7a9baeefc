import { quantile } from '@collapse-bench/core';
import type { Result } from '../record/result.js';

export interface SummaryRow {
  readonly metric: string;
  readonly generation: number;
  /** Over the replicates; null when any of them is not a number. */
  readonly mean: number | null;
  readonly standardError: number | null;
  readonly median: number | null;
  /** How many replicates are not numbers, and why the first is not. */
  readonly note: string;
}

export function summarise(result: Result): SummaryRow[] {
  return Object.entries(result.values).flatMap(([metric, rows]) =>
    rows.map((row, i) => {
      const generation = result.generations[i];
      const numbers = row.filter((value) => typeof value === 'number');
      const other = row.find((value) => typeof value !== 'number');
      if (other !== undefined) {
        const note = `${row.length - numbers.length} ${other.status}`;
        return { metric, generation, mean: null, standardError: null, median: null, note };
      }
      const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
      const squares = numbers.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
      const standardError = numbers.length > 1 ? Math.sqrt(squares / (numbers.length - 1) / numbers.length) : null;
      return { metric, generation, mean, standardError, median: quantile(Float64Array.from(numbers).sort(), 0.5), note: '' };
    }),
  );
}
