import { type DataSpace, type Model, multinomial, multivariateHypergeometric, type Rng } from '@collapse-bench/core';
import { type DiscreteParams, exactFit, isPointMass } from './exact-fit.js';

function total(counts: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i];
  return sum;
}

/**
 * Data as sufficient statistics: how many samples each state has, Float64Array[states]. Whole numbers up to 2^53, so
 * sums are exact.
 */
export const countsSpace: DataSpace<Float64Array> = {
  size: total,
  concat: (parts) => {
    const all = new Float64Array(parts[0].length);
    for (const part of parts) {
      for (let i = 0; i < all.length; i++) all[i] += part[i];
    }
    return all;
  },
  subset: (parts, count, replacement, rng) => {
    const data = parts.length === 1 ? parts[0] : countsSpace.concat(parts);
    if (replacement) return sampleCounts(exactFit(data).probabilities, count, rng);
    const chosen = new Float64Array(data.length);
    multivariateHypergeometric(rng, data, count, chosen);
    return chosen;
  },
};

/** The counts of `count` independent draws: one multinomial, O(states) at any count. */
export function sampleCounts(probabilities: Float64Array, count: number, rng: Rng): Float64Array {
  const counts = new Float64Array(probabilities.length);
  multinomial(rng, count, probabilities, counts);
  return counts;
}

/** The exact-fit model over counts. */
export const countsModel: Model<Float64Array, DiscreteParams> = {
  fit: ({ data }) => ({ params: exactFit(data) }),
  sample: ({ probabilities }, { count }, rng) => sampleCounts(probabilities, count, rng),
  absorbed: isPointMass,
};
