import type { GaussianMixture } from '../distances/mixture-l2.js';

export interface NormalComponent {
  readonly weight: number;
  /** Length d. */
  readonly mean: Float64Array;
  /** d*d, row-major. */
  readonly covariance: Float64Array;
}

/** Components in the packed form that distances take. */
export function asMixture(components: readonly NormalComponent[], dimension: number): GaussianMixture {
  const means = new Float64Array(components.length * dimension);
  const covariances = new Float64Array(components.length * dimension * dimension);
  components.forEach(({ mean, covariance }, i) => {
    means.set(mean, i * dimension);
    covariances.set(covariance, i * dimension * dimension);
  });
  return { dimension, weights: Float64Array.from(components, ({ weight }) => weight), means, covariances };
}
