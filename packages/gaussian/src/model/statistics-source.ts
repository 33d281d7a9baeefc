import { multinomial, type RealTruth, type Source } from '@collapse-bench/core';
import type { SufficientStatistics } from '../data.js';
import { drawStatistics, merge } from './statistics.js';

/** The statistics of draws from the real distribution; those of a mixture's components are drawn one by one and merged. */
export function statisticsSource({ kind, mean, covariance, components }: RealTruth): Source<SufficientStatistics> {
  if (kind === 'normal') return { sample: (count, rng) => drawStatistics(count, mean, covariance, 1, rng) };
  const weights = Float64Array.from(components, ({ weight }) => weight);
  return {
    sample: (count, rng) => {
      if (count === Number.POSITIVE_INFINITY) return { count, mean: mean.slice(), scatter: covariance.slice() };
      const counts = new Float64Array(components.length);
      multinomial(rng, count, weights, counts);
      return components
        .map((component, i) => drawStatistics(counts[i], component.mean, component.covariance, 1, rng))
        .reduce(merge);
    },
  };
}
