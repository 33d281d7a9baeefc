import type { RealDistribution } from '../options.js';
import type { GaussianComponent, GaussianTruth } from '../params.js';

/**
 * The real distribution with its overall moments: those of a mixture are mean = sum w_i mu_i and
 * Sigma = sum w_i [Sigma_i + (mu_i - mean)(mu_i - mean)'].
 */
export function gaussianTruth(real: RealDistribution): GaussianTruth {
  const components: GaussianComponent[] =
    real.kind === 'normal'
      ? [{ weight: 1, mean: Float64Array.from(real.mean), covariance: Float64Array.from(real.covariance.flat()) }]
      : real.components.map(({ weight, mean, covariance }) => ({
          weight,
          mean: Float64Array.from(mean),
          covariance: Float64Array.from(covariance.flat()),
        }));
  const dimension = components[0].mean.length;
  if (real.kind === 'normal') return { kind: 'normal', dimension, ...components[0], components };
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
  return { kind: 'mixture', dimension, mean, covariance, components };
}
