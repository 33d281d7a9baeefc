import Type, { type Static } from 'typebox';
import type { Mitigation, MitigationDefinition } from '../contracts/mitigation.js';
import { exp, log1p } from '../special.js';

const options = Type.Object(
  {
    replacement: Type.Boolean({ description: 'Whether the subsample is drawn from the pool with replacement.' }),
  },
  { additionalProperties: false },
);

export const accumulateSubsample: MitigationDefinition = {
  id: 'accumulate-subsample',
  summary: 'Train on a random sample of M out of the real data and everything generated so far.',
  source: 'Kazdan et al. 2410.16713; Shumailov et al. 2305.17493, Fig. 5',
  options,
  create: ({ replacement }: Static<typeof options>): Mitigation<unknown> => ({
    needsSubset: true,
    keepsPool: true,
    trainingSet: ({ history, samples, space, rng }) => ({
      data: space.subset!(history.pool!, samples, replacement, rng),
    }),
    // A given real item is missed by generation t's draw of M out of t M with probability (1 - 1/t), or
    // (1 - 1/(t M))^M with replacement; draws of different generations are independent.
    realSamplesUsed: (generation, samples) => {
      let missed = 1;
      for (let t = 2; t <= generation; t++) {
        missed *= replacement ? exp(samples * log1p(-1 / (t * samples))) : 1 - 1 / t;
      }
      return samples * (1 - missed);
    },
  }),
};
