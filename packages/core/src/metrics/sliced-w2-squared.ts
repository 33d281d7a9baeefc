import { type Metric, ok } from '../contracts/metric.js';
import { randomDirections, slicedW2Squared } from '../distances/sliced-w2.js';
import { judgeSamples } from './judge-samples.js';
import type { PointView } from './point-view.js';

const SAMPLES = 1000;
const DIRECTIONS = 100;

/** On the line one direction is all of them. */
export function slicedW2SquaredMetric<Truth, Data>(view: PointView<Truth, Data>): Metric<unknown, Truth, Data> {
  return {
    id: 'sliced-w2-squared',
    summary:
      'Mean of W2^2 along 100 random directions between 1000 samples of the model and 1000 of the real distribution. Two sets of real samples are O(1/1000) apart.',
    source: 'Rabin et al. 2011; Bonneel et al. 2015, Sliced and Radon Wasserstein barycenters of measures',
    unit: 'squared unit of the data',
    direction: 'lower-is-better',
    margin: { kind: 'relative', value: 0.1, reason: 'regimes that differ in kind differ by factors, not by tenths' },
    evaluate: judgeSamples(view, SAMPLES, (context, dimension, rng) => {
      const real = view.pointsOf(context.real(SAMPLES, rng));
      const directions = randomDirections(dimension === 1 ? 1 : DIRECTIONS, dimension, rng);
      return (generated) => ok(slicedW2Squared(generated, real, dimension, directions));
    }),
  };
}
