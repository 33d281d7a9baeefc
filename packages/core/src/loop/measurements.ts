import type { Metric, MetricContext } from '../contracts/metric.js';
import type { SystemInstance } from '../contracts/system.js';
import { streamAt, streamKey } from '../random/streams.js';
import type { Generation } from './run-generations.js';

/** A metric value that is not a number, and where it stands. */
export interface Exception {
  readonly index: number;
  readonly status: 'diverged' | 'undefined' | 'skipped';
  readonly reason: string;
}

/** What has been measured of a replicate so far: plain data. */
export interface Measured<Params> {
  /** Parameters of model 1; undefined before it. */
  readonly first: Params | undefined;
  /** Metric-major: `values[metric * observed.length + i]` is the metric at the i-th observed generation. NaN: see exceptions. */
  readonly values: Float64Array;
  readonly exceptions: readonly Exception[];
}

export interface MeasuredReplicate<Data, Params, Truth> {
  readonly instance: SystemInstance<Data, Params, Truth>;
  readonly metrics: readonly Metric<Params, Truth>[];
  readonly seed: number;
  readonly replicate: number;
  /** Generations to measure, ascending. */
  readonly observed: readonly number[];
  /** Goes on from here; absent: nothing has been measured. */
  readonly begun?: Measured<Params> | undefined;
}

/** Takes the generations of one replicate, in order, as they come out of the loop. */
export interface Measurements<Data, Params, Truth> {
  /** What metrics see of this generation; undefined where it is not observed. */
  contextOf(generation: Generation<Data, Params>): MetricContext<Params, Truth, Data> | undefined;
  /** Evaluates every metric. Throws an Error where one gives a number that is not finite instead of a status. */
  measure(context: MetricContext<Params, Truth, Data>): Promise<void>;
  soFar(): Measured<Params>;
}

/** Each metric draws from a stream of its own, so that adding one moves no other number. */
export function measurements<Data, Params, Truth>(
  replicate: MeasuredReplicate<Data, Params, Truth>,
): Measurements<Data, Params, Truth> {
  const { instance, metrics, observed, seed, begun } = replicate;
  const { source, model, truth } = instance;
  const keys = metrics.map((metric) => streamKey(seed, `replicate=${replicate.replicate}/metric=${metric.id}`));
  const values = begun?.values ?? new Float64Array(metrics.length * observed.length);
  const exceptions: Exception[] = [...(begun?.exceptions ?? [])];
  const wanted = new Set(observed);
  let first = begun?.first;
  return {
    contextOf: (each) => {
      if (each.generation === 1) first = each.params;
      if (!wanted.has(each.generation)) return undefined;
      const { pool: _parts, ...seen } = each;
      return {
        ...seen,
        first: first!,
        truth,
        sample: (count, rng) => model.sample(each.params, { count }, rng),
        real: (count, rng) => source.sample(count, rng),
      };
    },
    measure: async (context) => {
      const { generation } = context;
      for (let m = 0; m < metrics.length; m++) {
        const index = m * observed.length + observed.indexOf(generation);
        const evaluation = metrics[m].evaluate(context, streamAt(keys[m], generation));
        const result = evaluation instanceof Promise ? await evaluation : evaluation;
        if (result.status !== 'ok') {
          values[index] = Number.NaN;
          exceptions.push({ index, status: result.status, reason: result.reason });
        } else if (Number.isFinite(result.value)) {
          values[index] = result.value;
        } else {
          throw new Error(`metric ${metrics[m].id} gave ${result.value} at generation ${generation} instead of a status`);
        }
      }
    },
    soFar: () => ({ first, values, exceptions }),
  };
}
