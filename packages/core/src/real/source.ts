import type { Source } from '../contracts/model.js';
import { cholesky } from '../linalg/cholesky.js';
import { multinomial } from '../random/multinomial.js';
import { fillNormal } from '../random/normal.js';
import type { Rng } from '../random/rng.js';
import type { NormalComponent } from './as-mixture.js';
import type { RealDistribution } from './distribution.js';
import type { PointSet } from './point-set.js';
import { isShape, shapeOf } from './shape.js';
import { realTruth } from './truth.js';

/**
 * Draws points from a real distribution. From a mixture the numbers of points of each component are one multinomial draw and
 * the components follow one another: the law of an independent sample, up to the order, which carries no meaning.
 *
 * @throws RangeError for a covariance that is not positive definite; the sampler, for a count that is not a non-negative integer
 */
export function realSource(real: RealDistribution): Source<PointSet> {
  const fill = isShape(real) ? fillShape(real) : fillMixture(real);
  const { dimension } = realTruth(real);
  return {
    sample: (count, rng) => {
      if (!(Number.isSafeInteger(count) && count >= 0)) {
        throw new RangeError(`realSource: expected a non-negative integer number of points, found ${count}`);
      }
      const points = new Float64Array(count * dimension);
      fill(points, rng);
      return { count, points };
    },
  };
}

type Fill = (points: Float64Array, rng: Rng) => void;

function fillShape(real: Parameters<typeof shapeOf>[0]): Fill {
  const shape = shapeOf(real);
  return (points, rng) => {
    fillNormal(rng, points, 0, real.noise);
    shape.addDraws(points, rng);
  };
}

function fillMixture(real: RealDistribution): Fill {
  const { components, dimension } = realTruth(real);
  const weights = Float64Array.from(components, ({ weight }) => weight);
  const factors = components.map(({ covariance }) => {
    const factor = new Float64Array(dimension * dimension);
    if (cholesky(covariance, dimension, factor)) return factor;
    throw new RangeError('realSource: expected positive definite covariances, found one that is not');
  });
  const counts = new Float64Array(components.length);
  return (points, rng) => {
    if (components.length === 1) counts[0] = points.length / dimension;
    else multinomial(rng, points.length / dimension, weights, counts);
    let start = 0;
    components.forEach((component, i) => {
      const end = start + counts[i] * dimension;
      fillComponent(points.subarray(start, end), component, factors[i], dimension, rng);
      start = end;
    });
  };
}

/** Draws m + L z, z standard normal. */
function fillComponent(points: Float64Array, { mean }: NormalComponent, factor: Float64Array, dimension: number, rng: Rng): void {
  if (dimension === 1) {
    fillNormal(rng, points, mean[0], factor[0]);
    return;
  }
  fillNormal(rng, points, 0, 1);
  for (let row = 0; row < points.length; row += dimension) {
    // In place: coordinate i needs the deviates up to i, so from the last one down.
    for (let i = dimension - 1; i >= 0; i--) {
      let sum = mean[i];
      for (let j = 0; j <= i; j++) sum += factor[i * dimension + j] * points[row + j];
      points[row + i] = sum;
    }
  }
}
