import { multinomial, type Rng, type Source } from '@collapse-bench/core';
import type { GaussianTruth } from '../params.js';

/** Draws `count` samples from N(mean, factor * covariance). */
export type NormalDraw<Data> = (count: number, mean: Float64Array, covariance: Float64Array, factor: number, rng: Rng) => Data;

/**
 * The real distribution. From a mixture the numbers of points of each component are one multinomial draw and the
 * components follow one another: the law of an independent sample, up to the order, which carries no meaning.
 */
export function realSource<Data>(
  truth: GaussianTruth,
  draw: NormalDraw<Data>,
  concat: (parts: readonly Data[]) => Data,
  population: (truth: GaussianTruth) => Data,
): Source<Data> {
  const { kind, mean, covariance, components } = truth;
  if (kind === 'normal') return { sample: (count, rng) => draw(count, mean, covariance, 1, rng) };
  const weights = Float64Array.from(components, ({ weight }) => weight);
  return {
    sample: (count, rng) => {
      if (count === Number.POSITIVE_INFINITY) return population(truth);
      const counts = new Float64Array(components.length);
      multinomial(rng, count, weights, counts);
      return concat(components.map((component, i) => draw(counts[i], component.mean, component.covariance, 1, rng)));
    },
  };
}
