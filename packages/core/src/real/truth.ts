import { asMixture, type NormalComponent } from './as-mixture.js';
import type { RealDistribution } from './distribution.js';
import { mixtureMoments } from './mixture-moments.js';
import { isShape, shapeOf } from './shape.js';

/** A real distribution over points as metrics see it: plain data. */
export interface RealTruth {
  readonly kind: RealDistribution['kind'];
  readonly dimension: number;
  /** Mean of the whole distribution, length d. */
  readonly mean: Float64Array;
  /** Covariance of the whole distribution, d*d. */
  readonly covariance: Float64Array;
  /** Its normal components; one where `kind` is `normal`, none where the density has no closed form. */
  readonly components: readonly NormalComponent[];
}

/** The real distribution with its overall moments, all in closed form; noise of variance s^2 adds s^2 to every variance. */
export function realTruth(real: RealDistribution): RealTruth {
  if (isShape(real)) {
    const { dimension, mean, covariance } = shapeOf(real);
    const blurred = Float64Array.from(covariance);
    for (let i = 0; i < dimension; i++) blurred[i * dimension + i] += real.noise * real.noise;
    return { kind: real.kind, dimension, mean: Float64Array.from(mean), covariance: blurred, components: [] };
  }
  const components = (real.kind === 'normal' ? [{ weight: 1, ...real }] : real.components).map(
    ({ weight, mean, covariance }): NormalComponent => ({
      weight,
      mean: Float64Array.from(mean),
      covariance: Float64Array.from(covariance.flat()),
    }),
  );
  const dimension = components[0].mean.length;
  if (real.kind === 'normal') {
    const { mean, covariance } = components[0];
    return { kind: real.kind, dimension, mean, covariance, components };
  }
  const { weights, means, covariances } = asMixture(components, dimension);
  return { kind: real.kind, dimension, ...mixtureMoments(weights, means, covariances, dimension), components };
}
