import Type, { type Static } from 'typebox';
import type { Mitigation, MitigationDefinition } from '../contracts/mitigation.js';

const options = Type.Object(
  {
    ratio: Type.Number({
      exclusiveMinimum: 0,
      maximum: 1000,
      description: 'lambda: synthetic samples for each original one, so that a training set has (1 + lambda) M.',
    }),
  },
  { additionalProperties: false },
);

export const fixedReal: MitigationDefinition = {
  id: 'fixed-real',
  summary: 'Train on the whole original data plus lambda times as much from the last model.',
  source: 'Bertrand et al. 2310.00429; Alemohammad et al. 2307.01850 (synthetic augmentation loop)',
  options,
  create: ({ ratio }: Static<typeof options>): Mitigation<unknown> => ({
    needs: [],
    keepsPool: false,
    request: (_generation, base) => ({ ...base, count: Math.round(ratio * base.count) }),
    trainingSet: ({ history, space }) => ({ data: space.concat([history.original, history.synthetic]) }),
    realSamplesUsed: (generation, samples) => (generation > 1 ? samples : 0),
  }),
};
