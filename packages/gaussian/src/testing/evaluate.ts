import type { Metric, MetricContext, MetricValue, RealTruth } from '@collapse-bench/core';
import type { GaussianParams } from '../params.js';

type Seen = Pick<MetricContext<GaussianParams, RealTruth>, 'generation' | 'params' | 'truth' | 'absorbedAt'>;

/** What a metric says of a model; one that asked for data would throw. */
export function evaluate(metric: Metric<GaussianParams, RealTruth>, seen: Seen): MetricValue {
  const noData = () => {
    throw new Error(`${metric.id} asked for data`);
  };
  const context = { ...seen, first: seen.params, original: undefined, training: undefined, sample: noData, real: noData };
  const found = metric.evaluate(context, { state: Uint32Array.of(1, 2, 3, 4) });
  if (found instanceof Promise) throw new Error(`${metric.id} is not immediate`);
  return found;
}
