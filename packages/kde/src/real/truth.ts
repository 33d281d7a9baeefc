import type { RealDistribution } from '../options.js';

export interface NormalComponent {
  readonly weight: number;
  /** Length dimension. */
  readonly mean: Float64Array;
  /** dimension^2, row-major. */
  readonly covariance: Float64Array;
}

/** The real distribution as metrics see it. */
export interface RealTruth {
  readonly kind: 'normal' | 'mixture';
  readonly dimension: number;
  /** Mean of the whole distribution. */
  readonly mean: Float64Array;
  /** Covariance of the whole distribution. */
  readonly covariance: Float64Array;
  /** Its normal components; one where `kind` is `normal`. */
  readonly components: readonly NormalComponent[];
}

/**
 * The real distribution with its overall moments: those of a mixture are mean = sum w_i mu_i and
 * Sigma = sum w_i [Sigma_i + (mu_i - mean)(mu_i - mean)'].
 */
export function realTruth(real: RealDistribution): RealTruth {
  const components: NormalComponent[] = (real.kind === 'normal' ? [{ weight: 1, ...real }] : real.components).map(
    (component) => ({
      weight: component.weight,
      mean: Float64Array.from(component.mean),
      covariance: Float64Array.from(component.covariance.flat()),
    }),
  );
  const dimension = components[0].mean.length;
  const mean = new Float64Array(dimension);
  for (const component of components) {
    for (let i = 0; i < dimension; i++) mean[i] += component.weight * component.mean[i];
  }
  const covariance = new Float64Array(dimension * dimension);
  for (const component of components) {
    for (let i = 0; i < dimension; i++) {
      for (let j = 0; j < dimension; j++) {
        const between = (component.mean[i] - mean[i]) * (component.mean[j] - mean[j]);
        covariance[i * dimension + j] += component.weight * (component.covariance[i * dimension + j] + between);
      }
    }
  }
  return { kind: real.kind, dimension, mean, covariance, components };
}
