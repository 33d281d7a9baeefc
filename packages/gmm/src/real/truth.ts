import { mixtureMoments } from '../moments.js';
import type { RealMixture } from '../options.js';
import type { GmmTruth } from '../params.js';

/** The real mixture in packed form, with its overall moments. */
export function gmmTruth({ components }: RealMixture): GmmTruth {
  const dimension = components[0].mean.length;
  const weights = Float64Array.from(components, ({ weight }) => weight);
  const means = Float64Array.from(components.flatMap(({ mean }) => mean));
  const covariances = Float64Array.from(components.flatMap(({ covariance }) => covariance.flat()));
  return { dimension, weights, means, covariances, ...mixtureMoments(weights, means, covariances, dimension) };
}
