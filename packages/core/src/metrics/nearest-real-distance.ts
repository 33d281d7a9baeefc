import type { Metric, MetricContext } from '../contracts/metric.js';
import { ok } from '../contracts/metric.js';
import { nearestSquaredDistances } from '../distances/nearest-neighbours.js';
import { quantile } from '../stats/quantile.js';
import { judgeSamples } from './judge-samples.js';
import type { PointView } from './point-view.js';

const SAMPLES = 1000;
const LOW = 0.05;

const source = 'memorisation as nearest training item: Carlini et al. 2301.13188, section 4; Meehan et al. 2004.05675';
const unit = 'unit of the data';

/**
 * How far the model's samples are from the items of the original real data. Both numbers fall as a model repeats what it
 * has seen, and also rise as its samples leave the real data: read them beside precision. A k-d tree of the original data is
 * built for each value, in O(n log n).
 */
export function nearestRealDistanceMetrics<Truth, Data>(view: PointView<Truth, Data>): readonly Metric<unknown, Truth, Data>[] {
  const evaluate = (summarise: (distances: Float64Array) => number) =>
    judgeSamples(view, SAMPLES, ({ original }: MetricContext<unknown, Truth, Data>, dimension) => {
      const real = view.pointsOf(original);
      return (generated) => {
        const distances = nearestSquaredDistances(generated, real, dimension);
        for (let i = 0; i < distances.length; i++) distances[i] = Math.sqrt(distances[i]);
        return ok(summarise(distances));
      };
    });
  return [
    {
      id: 'nearest-real-distance',
      summary:
        'Mean distance of 1000 samples of the model from the nearest item of the original real data; 0 for a model that repeats them.',
      source,
      unit,
      direction: 'higher-is-better',
      margin: { kind: 'relative', value: 0.1, reason: 'some three standard errors of the mean of 1000 distances' },
      evaluate: evaluate(mean),
    },
    {
      id: 'nearest-real-distance-q05',
      summary:
        'The distance that 5% of 1000 samples of the model keep below from the nearest item of the original real data: it shows the few that are repeated.',
      source,
      unit,
      direction: 'higher-is-better',
      margin: { kind: 'relative', value: 0.5, reason: 'a low quantile of small distances scatters by a sixth' },
      evaluate: evaluate((distances) => quantile(distances, LOW)),
    },
  ];
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
