import type { Metric, MetricContext, MetricValue } from '@collapse-bench/core';
import type { DiscreteParams } from '../exact-fit.js';
import type { DiscreteTruth } from '../real/real-distribution.js';

type Seen = Pick<MetricContext<DiscreteParams, DiscreteTruth>, 'generation' | 'params' | 'truth' | 'absorbedAt'>;

/** What a metric says of a model; one that asked for data would throw. */
export function evaluate(metric: Metric<DiscreteParams, DiscreteTruth>, seen: Seen): MetricValue {
  const noData = () => {
    throw new Error(`${metric.id} asked for data`);
  };
  const context = { ...seen, first: seen.params, original: undefined, training: undefined, sample: noData, real: noData };
  const found = metric.evaluate(context, { state: Uint32Array.of(1, 2, 3, 4) });
  if (found instanceof Promise) throw new Error(`${metric.id} is not immediate`);
  return found;
}
