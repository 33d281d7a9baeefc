import Type, { type Static } from 'typebox';
import type { Mitigation, MitigationDefinition } from '../contracts/mitigation.js';

const options = Type.Object(
  {
    weight: Type.Number({
      exclusiveMinimum: 0,
      exclusiveMaximum: 1,
      description:
        'w: the share of the real samples in the weight of a training set, whatever their number; 1 - w for the synthetic.',
    }),
    ratio: Type.Number({
      exclusiveMinimum: 0,
      maximum: 1000,
      description: 'Synthetic samples for each of the M real ones.',
    }),
    real: Type.Enum(['fresh', 'original'], {
      description:
        'fresh: M new draws from the real distribution each generation (the paper); original: the real data of model 1.',
    }),
  },
  { additionalProperties: false },
);

/** Number of synthetic samples beside M real ones; at least one, or the weights would not add up. */
export function weightedSynthetic(ratio: number, samples: number): number {
  return Math.max(1, Math.round(ratio * samples));
}

/**
 * What one sample of either kind counts, so that the real ones bear the share `weight` and all together count as many as
 * they are: with weight = n/(n + m) every factor is 1.
 */
export function sampleWeights(weight: number, real: number, synthetic: number): { real: number; synthetic: number } {
  const total = real + synthetic;
  return { real: (weight * total) / real, synthetic: ((1 - weight) * total) / synthetic };
}

/**
 * With fresh data the error of a mean settles at [w^2/n + (1-w)^2/m] / (1 - (1-w)^2), least at
 * w = (sqrt(k^2 + 4k) - k)/2 with k = n/m: the reciprocal of the golden ratio where n = m. (With the original data for
 * ever, w near 1 is best: there is nothing new to average.)
 */
export const weightedReal: MitigationDefinition = {
  id: 'weighted-real',
  summary: 'Train on M real samples and a multiple of synthetic ones, the real ones weighing a stated share in the fit.',
  source: 'He et al. 2502.18049 (golden ratio weighting)',
  options,
  create: ({ weight, ratio, real }: Static<typeof options>): Mitigation<unknown> => ({
    needs: ['weighted'],
    keepsPool: false,
    request: (_generation, base) => ({ ...base, count: weightedSynthetic(ratio, base.count) }),
    trainingSet: ({ history, samples, space, fresh }) => {
      const genuine = real === 'fresh' ? fresh(samples) : history.original;
      const factors = sampleWeights(weight, space.size(genuine), space.size(history.synthetic));
      return {
        data: space.concat([space.weighted!(genuine, factors.real), space.weighted!(history.synthetic, factors.synthetic)]),
      };
    },
    realSamplesUsed: (generation, samples) => {
      if (generation < 2) return 0;
      return real === 'fresh' ? (generation - 1) * samples : samples;
    },
  }),
};
