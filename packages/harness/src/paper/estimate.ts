import { median, quantileOfSorted } from '@collapse-bench/core';
import { percentileInterval } from '../profile/interval.js';
import { type Resamples, resampledMeans, resampledMedians, resamplesOnce } from '../profile/resamples.js';
import type { PaperOurs, PaperSeries } from './report.js';
import { predicted, type Source } from './source.js';

/** Always the same resamples of so many replicates: equal records, equal intervals. */
const resamplesOf = resamplesOnce(1, 'paper report');

/**
 * `runs`: the median with the central 95% of the runs themselves (below 20 runs: all of them), to be held against a single run of
 * the paper. The others have 95% bootstrap intervals.
 */
export type Summary = 'mean' | 'median' | 'runs' | 'sd';

const WORDS: Readonly<Record<Summary, string>> = {
  mean: 'mean, 95% bootstrap',
  median: 'median, 95% bootstrap',
  runs: 'median, central 95% of runs',
  sd: 'standard deviation, 95% bootstrap',
};
/** Fewer runs have no outer 5%. */
const RUNS_WITH_TAILS = 20;

/** The metric of every replicate after so many fits, when all of them are numbers; undefined otherwise or without a record. */
export function numbersAt({ result }: Source, metric: string, generation: number): number[] | undefined {
  const row = result?.values[metric]?.[result.generations.indexOf(generation)];
  return row?.every((value) => typeof value === 'number') ? (row as number[]) : undefined;
}

export interface Estimate {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

export function estimateOf(values: readonly number[], summary: Summary): Estimate {
  const drawn = resamplesOf(values.length);
  if (summary === 'runs') return runsOf(values);
  const estimate = summarised(values, summary);
  const alone = { estimate, low: estimate, high: estimate };
  return drawn === undefined ? alone : (percentileInterval(estimate, resampled(values, summary, drawn)) ?? alone);
}

function runsOf(values: readonly number[]): Estimate {
  const sorted = Float64Array.from(values).sort();
  const tail = values.length < RUNS_WITH_TAILS ? 0 : 0.025;
  return { estimate: median(sorted), low: quantileOfSorted(sorted, tail), high: quantileOfSorted(sorted, 1 - tail) };
}

export const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function deviationOf(mean: number, meanOfSquares: number): number {
  return Math.sqrt(Math.max(0, meanOfSquares - mean * mean));
}

function summarised(values: readonly number[], summary: Exclude<Summary, 'runs'>): number {
  if (summary === 'median') return median(Float64Array.from(values));
  const mean = meanOf(values);
  if (summary === 'mean') return mean;
  return deviationOf(0, meanOf(values.map((value) => (value - mean) * (value - mean))));
}

function resampled(values: readonly number[], summary: Exclude<Summary, 'runs'>, drawn: Resamples): Float64Array {
  if (summary === 'median') return resampledMedians(values, drawn);
  if (summary === 'mean') return resampledMeans(values, drawn);
  // About the mean of all, so that no digits are lost where the spread is small.
  const middle = meanOf(values);
  const means = resampledMeans(
    values.map((value) => value - middle),
    drawn,
  );
  const squares = resampledMeans(
    values.map((value) => (value - middle) * (value - middle)),
    drawn,
  );
  return means.map((mean, b) => deviationOf(mean, squares[b]));
}

/** A number computed from the means of several quantities over replicates, the replicates resampled together. */
export function estimateOfMeans(
  columns: readonly (readonly number[])[],
  combine: (means: readonly number[]) => number,
): Estimate {
  const estimate = combine(columns.map(meanOf));
  const drawn = resamplesOf(columns[0].length);
  const alone = { estimate, low: estimate, high: estimate };
  if (drawn === undefined) return alone;
  const all = columns.map((column) => resampledMeans(column, drawn));
  return (
    percentileInterval(
      estimate,
      all[0].map((_, b) => combine(all.map((means) => means[b]))),
    ) ?? alone
  );
}

/** What a record says of a metric after so many fits, as a row of the report; undefined where it says nothing. */
export function oursOf(
  source: Source,
  metric: string,
  generation: number,
  summary: Summary,
  transform: (value: number) => number = (value) => value,
): PaperOurs | undefined {
  const values = numbersAt(source, metric, generation)?.map(transform);
  if (values === undefined) return undefined;
  return asOurs(source, estimateOf(values, summary), wordsOf(summary, values.length), generation);
}

export function asOurs(source: Source, found: Estimate, of: string, generation: number | null): PaperOurs {
  return { ...found, of, replicates: source.result!.replicates.length, scenario: source.loaded.id, generation };
}

function wordsOf(summary: Summary, replicates: number): string {
  if (replicates === 1) return 'one run';
  return summary === 'runs' && replicates < RUNS_WITH_TAILS ? 'median, range of runs' : WORDS[summary];
}

/** The ratio of means (or medians) between two generations, replicates resampled together. */
export function ratioOf(
  source: Source,
  metric: string,
  from: number,
  to: number,
  summary: 'mean' | 'median',
): PaperOurs | undefined {
  const [before, after] = [from, to].map((generation) => numbersAt(source, metric, generation));
  if (before === undefined || after === undefined) return undefined;
  const drawn = resamplesOf(before.length);
  const estimate = summarised(after, summary) / summarised(before, summary);
  const alone = { estimate, low: estimate, high: estimate };
  if (drawn === undefined) return asOurs(source, alone, 'one run', to);
  const [froms, tos] = [before, after].map((values) => resampled(values, summary, drawn));
  const found = percentileInterval(
    estimate,
    tos.map((value, b) => value / froms[b]),
  );
  return asOurs(source, found ?? alone, `ratio of ${summary}s to generation ${from}, 95% bootstrap`, to);
}

/** A metric over all generations of a record, where every replicate has a number; undefined without a record. */
export function seriesOf(
  source: Source,
  metric: string,
  name: string,
  summary: Summary,
  transform: (value: number) => number = (value) => value,
): PaperSeries | undefined {
  const points = (source.result?.generations ?? []).flatMap((generation) => {
    const values = numbersAt(source, metric, generation);
    return values === undefined ? [] : [{ generation, ...estimateOf(values.map(transform), summary) }];
  });
  if (points.length === 0) return undefined;
  const several = source.result!.replicates.length > 1;
  return {
    name,
    kind: 'ours',
    mark: 'points',
    x: points.map(({ generation }) => generation),
    y: points.map(({ estimate }) => estimate),
    lower: several ? points.map(({ low }) => low) : null,
    upper: several ? points.map(({ high }) => high) : null,
    scenario: source.loaded.id,
  };
}

/** An oracle as a curve up to the scenario's last generation; undefined where it covers none. */
export function theorySeries(
  source: Source,
  oracle: string,
  name: string,
  transform: (value: number) => number = (value) => value,
): PaperSeries | undefined {
  const last = source.loaded.observed[source.loaded.observed.length - 1];
  const points = spread(last).flatMap((generation) => {
    const value = predicted(source, oracle, generation);
    return value === undefined ? [] : [{ generation, value: transform(value) }];
  });
  if (points.length === 0) return undefined;
  const [x, y] = [points.map(({ generation }) => generation), points.map(({ value }) => value)];
  return { name, kind: 'theory', mark: 'line', x, y, lower: null, upper: null, scenario: source.loaded.id };
}

/** 1, 2, 3, 5, 7, 10, 20, ... up to and with the last. */
export function spread(last: number): number[] {
  const places: number[] = [];
  for (let decade = 1; decade < last; decade *= 10) {
    for (const step of [1, 2, 3, 5, 7]) if (step * decade < last) places.push(step * decade);
  }
  return [...places, last];
}

/** The series that there are. */
export function present<T>(all: readonly (T | undefined)[]): T[] {
  return all.filter((each) => each !== undefined) as T[];
}
