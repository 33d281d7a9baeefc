import Type, { type Static } from 'typebox';
import type { Mitigation, MitigationDefinition } from '../contracts/mitigation.js';
import { multivariateHypergeometric } from '../random/hypergeometric.js';
import { multinomial } from '../random/multinomial.js';
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
    needsSubset: true,
    keepsPool: true,
    // How many come from each part is drawn first, then which: the law of drawing from the parts joined, at a cost
    // that does not grow with the pool.
    trainingSet: ({ history, samples, space, rng }) => {
      const pool = keepReal ? history.pool! : history.pool!.slice(1);
      const sizes = Float64Array.from(pool, (part) => space.size(part));
      const total = sizes.reduce((sum, size) => sum + size, 0);
      const counts = new Float64Array(pool.length);
      if (replacement)
        multinomial(
          rng,
          samples,
          sizes.map((size) => size / total),
          counts,
        );
      else multivariateHypergeometric(rng, sizes, samples, counts);
      const parts = pool.flatMap((part, i) => (counts[i] > 0 ? [space.subset!(part, counts[i], replacement, rng)] : []));
      return { data: space.concat(parts) };
    },
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
