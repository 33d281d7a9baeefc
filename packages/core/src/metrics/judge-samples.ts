import type { Metric, MetricContext, MetricValue } from '../contracts/metric.js';
import type { Rng } from '../random/rng.js';
import type { PointView } from './point-view.js';

/** Beyond, squares of differences could overflow. */
const LARGEST = 1e150;

/** Judges a model's samples; what it needs of the real ones is ready. */
export type Judge = (generated: Float64Array) => MetricValue;

/**
 * `prepare` draws real samples, directions and whatever else a judge needs before the model draws its own: however many
 * numbers a model takes from the stream, all models of a generation are held against the same. Only a model that answers
 * with a promise makes a promise of the value.
 *
 * @param count samples of the model
 * @param prepare makes the judge, or says why there is none
 */
export function judgeSamples<Truth, Data>(
  { pointsOf, dimensionOf }: PointView<Truth, Data>,
  count: number,
  prepare: (
    context: MetricContext<unknown, Truth, Data>,
    dimension: number,
    rng: Rng,
  ) => Judge | Exclude<MetricValue, { status: 'ok' }>,
): Metric<unknown, Truth, Data>['evaluate'] {
  return (context, rng) => {
    const judge = prepare(context, dimensionOf(context.truth), rng);
    if (typeof judge !== 'function') return judge;
    const value = (data: Data) => judged(pointsOf(data), judge);
    const drawn = context.sample(count, rng);
    return drawn instanceof Promise ? drawn.then(value) : value(drawn);
  };
}

function judged(generated: Float64Array, judge: Judge): MetricValue {
  for (let i = 0; i < generated.length; i++) {
    if (!(Math.abs(generated[i]) <= LARGEST)) {
      return { status: 'diverged', reason: `a coordinate of the model's samples is ${generated[i]}, too large to be squared` };
    }
  }
  return judge(generated);
}
