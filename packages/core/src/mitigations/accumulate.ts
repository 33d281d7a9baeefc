import Type from 'typebox';
import type { Mitigation, MitigationDefinition } from '../contracts/mitigation.js';

export const accumulate: MitigationDefinition = {
  id: 'accumulate',
  summary: 'Train on the real data and everything generated so far; the pool grows by M a generation.',
  source: 'Gerstgrasser et al. 2404.01413; Shumailov et al. 2305.17493, Fig. 6',
  options: Type.Object({}, { additionalProperties: false }),
  create: (): Mitigation<unknown> => ({
    needsSubset: false,
    keepsPool: true,
    trainingSet: ({ history }) => ({ data: history.pool! }),
    realSamplesUsed: (_generation, samples) => samples,
  }),
};
