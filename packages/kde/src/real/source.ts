import { multinomial, type Source, semidefiniteFactor } from '@collapse-bench/core';
import type { PointSet } from '../data.js';
import { fillWithKernels } from '../model/fill-with-kernels.js';
import type { RealTruth } from './truth.js';

/**
 * The real distribution. From a mixture the numbers of points of each component are one multinomial draw and the components
 * follow one another: the law of an independent sample, up to the order, which carries no meaning.
 */
export function realSource({ dimension, components }: RealTruth): Source<PointSet> {
  const weights = Float64Array.from(components, ({ weight }) => weight);
  const factors = components.map(({ covariance }) => semidefiniteFactor(covariance, dimension));
  return {
    sample: (count, rng) => {
      const points = new Float64Array(count * dimension);
      const counts = new Float64Array(components.length);
      if (components.length === 1) counts[0] = count;
      else multinomial(rng, count, weights, counts);
      let end = 0;
      components.forEach(({ mean }, i) => {
        const part = points.subarray(end * dimension, (end + counts[i]) * dimension);
        fillWithKernels(part, factors[i], dimension, () => 0, mean, rng);
        end += counts[i];
      });
      return { count, points };
    },
  };
}
