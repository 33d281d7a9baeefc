import type { Picture } from '@collapse-bench/core';
import { type Batch, type Gap, SUMMARY, type TheoryPoint, type Verdict } from './messages.js';
import type { Scenario } from './scenario.js';

/** What has arrived of a run. */
export interface Received {
  readonly scenario: Scenario;
  readonly observed: readonly number[];
  /** How many observed generations have arrived. */
  readonly count: number;
  /** As in batches, over all that has arrived. */
  readonly values: Float64Array;
  readonly summary: Float64Array;
  readonly theory: readonly TheoryPoint[];
  readonly gaps: readonly Gap[];
  readonly pictures: readonly (Picture | undefined)[];
  readonly real: Picture | undefined;
  readonly done: number;
  readonly finished?: { readonly verdict: Verdict; readonly seconds: number };
}

export function nothingReceived(scenario: Scenario, observed: readonly number[]): Received {
  const rows = observed.length * scenario.metrics.length;
  return {
    ...{ scenario, observed, count: 0, theory: [], gaps: [], pictures: [], real: undefined, done: 0 },
    values: new Float64Array(rows * scenario.replicates),
    summary: new Float64Array(rows * SUMMARY.length),
  };
}

/** With one more batch. The arrays are written on, for they have their place from the start. */
export function received(before: Received, batch: Batch): Received {
  const { metrics, replicates } = before.scenario;
  before.values.set(batch.values, batch.from * metrics.length * replicates);
  before.summary.set(batch.summary, batch.from * metrics.length * SUMMARY.length);
  return {
    ...before,
    count: batch.from + batch.count,
    theory: [...before.theory, ...batch.theory],
    gaps: [...before.gaps, ...batch.gaps],
    pictures: [...before.pictures, ...batch.pictures],
    real: batch.real ?? before.real,
    done: batch.done,
  };
}

/** One statistic of a metric at the generations that have arrived, or at the first of them. */
export function series(
  { scenario, summary, count }: Received,
  metric: string,
  statistic: (typeof SUMMARY)[number],
  shown = count,
) {
  const m = scenario.metrics.indexOf(metric);
  const s = SUMMARY.indexOf(statistic);
  return Float64Array.from(
    { length: Math.min(count, shown) },
    (_, i) => summary[(i * scenario.metrics.length + m) * SUMMARY.length + s],
  );
}

/** A metric of one replicate at the generations that have arrived, or at the first of them. */
export function replicateSeries({ scenario, values, count }: Received, metric: string, replicate: number, shown = count) {
  const m = scenario.metrics.indexOf(metric);
  return Float64Array.from(
    { length: Math.min(count, shown) },
    (_, i) => values[(i * scenario.metrics.length + m) * scenario.replicates + replicate],
  );
}

/** The prediction to show beside a mean: an exact one before an asymptotic one before a bound. */
export function predictionOf({ theory }: Received, metric: string, generation: number): TheoryPoint | undefined {
  const order: readonly TheoryPoint['kind'][] = ['exact', 'asymptotic', 'lower-bound', 'upper-bound'];
  return theory
    .filter((point) => point.metric === metric && point.statistic === 'mean' && point.generation === generation)
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0];
}
