import Type, { type Static } from 'typebox';
import type { Mitigation, MitigationDefinition } from '../contracts/mitigation.js';
import { keepReal } from './keep-real.js';

const options = Type.Object({ keepReal }, { additionalProperties: false });

export const accumulate: MitigationDefinition = {
  id: 'accumulate',
  summary: 'Train on everything so far: the real data, if they stay, and all generated since; M more each generation.',
  source: 'Gerstgrasser et al. 2404.01413; Shumailov et al. 2305.17493, Fig. 6',
  options,
  create: ({ keepReal }: Static<typeof options>): Mitigation<unknown> => ({
    needs: [],
    // The previous training set is everything up to then.
    keepsPool: false,
    trainingSet: ({ generation, history, space }) =>
      generation === 2 && !keepReal ? { data: history.synthetic } : { data: space.concat([history.previous, history.synthetic]) },
    realSamplesUsed: (generation, samples) => (keepReal && generation > 1 ? samples : 0),
  }),
};
