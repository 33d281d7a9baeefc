import { type DataSpace, type Model, multinomial, multivariateHypergeometric, type Rng } from '@collapse-bench/core';
import { type DiscreteParams, exactFit, isPointMass } from './exact-fit.js';
import { sampledLaw } from './sampled-law.js';

/** Counts that a weight has made fractional: they no longer say how many samples they are of. */
export interface WeightedCounts {
  /** Number of samples. */
  readonly size: number;
  /** How much each state counts, Float64Array[states], >= 0. */
  readonly counts: Float64Array;
}

/**
 * Data as sufficient statistics: how many samples each state has, Float64Array[states], whole numbers up to 2^53 so that
 * sums are exact; or what a mitigation has made of them by weighting.
 */
export type DiscreteCounts = Float64Array | WeightedCounts;

function countsOf(data: DiscreteCounts): Float64Array {
  return data instanceof Float64Array ? data : data.counts;
}

function sizeOf(data: DiscreteCounts): number {
  if (!(data instanceof Float64Array)) return data.size;
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i];
  return sum;
}

export const countsSpace: DataSpace<DiscreteCounts> = {
  size: sizeOf,
  concat: (parts) => {
    const all = new Float64Array(countsOf(parts[0]).length);
    for (const part of parts) {
      const counts = countsOf(part);
      for (let i = 0; i < all.length; i++) all[i] += counts[i];
    }
    if (parts.every((part) => part instanceof Float64Array)) return all;
    return { size: parts.reduce((sum, part) => sum + sizeOf(part), 0), counts: all };
  },
  subset: (parts, count, replacement, rng) => {
    const data = parts.length === 1 ? parts[0] : countsSpace.concat(parts);
    if (!(data instanceof Float64Array)) {
      throw new RangeError('subset: expected counts of whole samples, found weighted counts; take the representation "points"');
    }
    if (replacement) return sampleCounts(exactFit(data).probabilities, count, rng);
    const chosen = new Float64Array(data.length);
    multivariateHypergeometric(rng, data, count, chosen);
    return chosen;
  },
  weighted: (data, weight) => ({ size: sizeOf(data), counts: countsOf(data).map((count) => count * weight) }),
};

/** The counts of `count` independent draws: one multinomial, O(states) at any count. */
export function sampleCounts(probabilities: Float64Array, count: number, rng: Rng): Float64Array {
  const counts = new Float64Array(probabilities.length);
  multinomial(rng, count, probabilities, counts);
  return counts;
}

/** The exact-fit model over counts. */
export const countsModel: Model<DiscreteCounts, DiscreteParams> = {
  fit: ({ data }) => ({ params: exactFit(countsOf(data)) }),
  sample: ({ probabilities }, request, rng) => sampleCounts(sampledLaw(probabilities, request), request.count, rng),
  sampling: ['temperature', 'top-p'],
  absorbed: isPointMass,
};
