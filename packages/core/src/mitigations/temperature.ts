import Type, { type Static } from 'typebox';
import type { Mitigation, MitigationDefinition } from '../contracts/mitigation.js';

const options = Type.Object(
  {
    temperature: Type.Number({
      exclusiveMinimum: 0,
      maximum: 1000,
      description:
        'T: models are sampled from p^(1/T), renormalised; below 1 sharper. For a normal that is T times its covariance, the sampling bias lambda.',
    }),
  },
  { additionalProperties: false },
);

/**
 * The sampling bias lambda of Alemohammad et al. is this for a normal: density^(1/T) has covariance T Sigma. So the two are
 * one mitigation, under the name that every system has.
 */
export const temperature: MitigationDefinition = {
  id: 'temperature',
  summary:
    'Replace, with the model sampled at a temperature: below 1 it shows less than it has learnt, and collapse gets faster.',
  source: 'Alemohammad et al. 2307.01850 (sampling bias lambda); Dohmatob et al. 2402.07043',
  options,
  create: ({ temperature }: Static<typeof options>): Mitigation<unknown> => ({
    needs: ['temperature'],
    keepsPool: false,
    request: (_generation, base) => ({ ...base, temperature }),
    trainingSet: ({ history }) => ({ data: history.synthetic }),
    realSamplesUsed: () => 0,
  }),
};
