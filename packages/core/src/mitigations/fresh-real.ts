import Type, { type Static } from 'typebox';
import type { Mitigation, MitigationDefinition } from '../contracts/mitigation.js';
import { binomial } from '../random/binomial.js';
import { fraction } from './fraction.js';

const options = Type.Object(
  {
    fraction: fraction('Fraction of every training set that is newly drawn from the real distribution; its size stays M.'),
    counts: Type.Enum(['fixed', 'iid'], {
      description: 'fixed: round(fraction M) real samples each generation; iid: each sample is real with this probability.',
    }),
  },
  { additionalProperties: false },
);

export const freshReal: MitigationDefinition = {
  id: 'fresh-real',
  summary: 'Mix a fraction of new draws from the real distribution into every training set, size constant.',
  source: 'Alemohammad et al. 2307.01850 (fresh data loop)',
  options,
  create: ({ fraction, counts }: Static<typeof options>): Mitigation<unknown> => ({
    needs: [],
    keepsPool: false,
    request: (_generation, base, rng) => {
      const real = counts === 'fixed' ? Math.round(fraction * base.count) : binomial(rng, base.count, fraction);
      return { ...base, count: base.count - real };
    },
    trainingSet: ({ history, samples, space, fresh }) => {
      const real = fresh(samples - space.size(history.synthetic));
      return { data: space.concat([real, history.synthetic]) };
    },
    realSamplesUsed: (generation, samples) =>
      (generation - 1) * (counts === 'fixed' ? Math.round(fraction * samples) : fraction * samples),
  }),
};
