import Type, { type Static } from 'typebox';
import type { Mitigation, MitigationDefinition } from '../contracts/mitigation.js';
import { exp, log1p } from '../special.js';
import { fraction } from './fraction.js';

const options = Type.Object(
  {
    fraction: fraction('Fraction of every training set that is kept from the original data; its size stays M.'),
    redraw: Type.Boolean({
      description: 'true: the kept part is drawn anew each generation (the paper); false: one subset for ever.',
    }),
  },
  { additionalProperties: false },
);

export const preserveReal: MitigationDefinition = {
  id: 'preserve-real',
  summary: 'Keep a random fraction of the original data in every training set, size constant.',
  source: 'Shumailov et al. 2305.17493, Section 5.2 (10% preserved)',
  options,
  create: ({ fraction, redraw }: Static<typeof options>): Mitigation<unknown> => ({
    needs: ['subset'],
    keepsPool: false,
    request: (_generation, base) => ({ ...base, count: base.count - Math.round(fraction * base.count) }),
    trainingSet: ({ history, samples, space, rng, onceRng }) => {
      const kept = space.subset!([history.original], Math.round(fraction * samples), false, redraw ? rng : onceRng);
      return { data: space.concat([kept, history.synthetic]) };
    },
    realSamplesUsed: (generation, samples) => {
      if (generation < 2) return 0;
      const kept = Math.round(fraction * samples);
      if (!redraw || kept === samples) return kept;
      return samples * (1 - exp((generation - 1) * log1p(-kept / samples)));
    },
  }),
};
