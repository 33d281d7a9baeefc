import Type, { type Static } from 'typebox';
import type { Mitigation, MitigationDefinition } from '../contracts/mitigation.js';
import { exp, log1p } from '../special.js';
import { keepReal } from './keep-real.js';

const options = Type.Object(
  {
    keepReal,
    replacement: Type.Boolean({ description: 'Whether the subsample is drawn from the pool with replacement.' }),
  },
  { additionalProperties: false },
);

export const accumulateSubsample: MitigationDefinition = {
  id: 'accumulate-subsample',
  summary: 'Train on a random sample of M out of everything so far: the real data, if they stay, and all generated since.',
  source: 'Kazdan et al. 2410.16713; Shumailov et al. 2305.17493, Fig. 5',
  options,
  create: ({ keepReal, replacement }: Static<typeof options>): Mitigation<unknown> => ({
    needs: ['subset'],
    keepsPool: true,
    trainingSet: ({ history, samples, space, rng }) => ({
      data: space.subset!(keepReal ? history.pool! : history.pool!.slice(1), samples, replacement, rng),
    }),
    // A given real item is missed by generation t's draw of M out of t M with probability (1 - 1/t), or
    // (1 - 1/(t M))^M with replacement; draws of different generations are independent.
    realSamplesUsed: (generation, samples) => {
      if (!keepReal) return 0;
      let missed = 1;
      for (let t = 2; t <= generation; t++) {
        missed *= replacement ? exp(samples * log1p(-1 / (t * samples))) : 1 - 1 / t;
      }
      return samples * (1 - missed);
    },
  }),
};
