import Type, { type Static } from 'typebox';
import type { Mitigation, MitigationDefinition } from '../contracts/mitigation.js';
import { whenJudged } from './when-judged.js';

const options = Type.Object(
  {
    keep: Type.Number({
      exclusiveMinimum: 0,
      maximum: 1,
      description: 'Fraction of the generated samples that is kept; M/keep are generated, so that M are.',
    }),
  },
  { additionalProperties: false },
);

/** The places of the `count` largest values, in ascending order of place; equal values by place. */
function largest(values: Float64Array, count: number): Uint32Array {
  const order = Uint32Array.from(values, (_, i) => i);
  order.sort((a, b) => (values[a] === values[b] ? a - b : values[a] > values[b] ? -1 : 1));
  return order.slice(0, count).sort();
}

export const highSurprise: MitigationDefinition = {
  id: 'high-surprise',
  summary: 'Train on the generated samples that most surprise the model that made them.',
  source: 'Gambetta et al. 2410.12341 (high perplexity); Shi et al. 2509.16499 (high entropy)',
  options,
  create: ({ keep }: Static<typeof options>): Mitigation<unknown> => ({
    needs: ['surprise', 'pick'],
    keepsPool: false,
    request: (_generation, base) => ({ ...base, count: Math.ceil(base.count / keep) }),
    trainingSet: ({ history, samples, space, params, scorer }) =>
      whenJudged(scorer.surprise!(params, history.synthetic), (surprise) => ({
        data: space.pick!(history.synthetic, largest(surprise, samples)),
      })),
    realSamplesUsed: () => 0,
  }),
};
