import type { GaussianMixture } from '@collapse-bench/core';
import type { GaussianComponent } from '../params.js';

/** Components in the packed form of core's distances. */
export function asMixture(components: readonly GaussianComponent[], dimension: number): GaussianMixture {
  const means = new Float64Array(components.length * dimension);
  const covariances = new Float64Array(components.length * dimension * dimension);
  components.forEach(({ mean, covariance }, i) => {
    means.set(mean, i * dimension);
    covariances.set(covariance, i * dimension * dimension);
  });
  return { dimension, weights: Float64Array.from(components, ({ weight }) => weight), means, covariances };
}
