import Type, { type Static } from 'typebox';
import type { Mitigation, MitigationDefinition } from '../contracts/mitigation.js';

const options = Type.Object(
  {
    p: Type.Number({
      exclusiveMinimum: 0,
      maximum: 1,
      description: 'Models are sampled from the smallest set of outcomes that holds this much probability; 1 is plain sampling.',
    }),
  },
  { additionalProperties: false },
);

export const topP: MitigationDefinition = {
  id: 'top-p',
  summary: 'Replace, with the tails of the model cut off when it is sampled (nucleus sampling): collapse gets faster.',
  source: 'Dohmatob et al. 2402.07043 (tail cutting); Holtzman et al. 1904.09751',
  options,
  create: ({ p }: Static<typeof options>): Mitigation<unknown> => ({
    needs: ['top-p'],
    keepsPool: false,
    request: (_generation, base) => ({ ...base, topP: p }),
    trainingSet: ({ history }) => ({ data: history.synthetic }),
    realSamplesUsed: () => 0,
  }),
};
