import Type from 'typebox';
import type { Mitigation, MitigationDefinition } from '../contracts/mitigation.js';

export const replace: MitigationDefinition = {
  id: 'replace',
  summary: "Train only on the last generation's output.",
  source: 'Shumailov et al. 2305.17493, Section 4.2, Fig. 4',
  options: Type.Object({}, { additionalProperties: false }),
  create: (): Mitigation<unknown> => ({
    needs: [],
    keepsPool: false,
    trainingSet: ({ history }) => ({ data: history.synthetic }),
    realSamplesUsed: () => 0,
  }),
};
