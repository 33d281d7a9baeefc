import Type, { type Static } from 'typebox';
import type { Mitigation, MitigationDefinition } from '../contracts/mitigation.js';
import { pow } from '../special.js';
import { cappedDraws } from './capped-draws.js';
import { whenJudged } from './when-judged.js';

const options = Type.Object(
  {
    power: Type.Number({
      minimum: 0,
      maximum: 1000,
      description: 'Weight of a sample: (1 - confidence that it is generated)^power; 0 weights all alike.',
    }),
    cap: Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Largest number of times that one sample is drawn.' }),
  },
  { additionalProperties: false },
);

/**
 * The detector learns from the original data and the last model's output: real data select here, M in all, and none is trained on.
 * An ideal detector of confidence q/(p0 + q) turns the law q into q (p0/(p0 + q))^power, renormalised, while the cap does
 * not bind.
 */
export const detectResample: MitigationDefinition = {
  id: 'detect-resample',
  summary:
    'Train on M generated samples redrawn by how little they look generated to a detector that has seen the original data.',
  source: 'Drayson et al. 2502.15654',
  options,
  create: ({ power, cap }: Static<typeof options>): Mitigation<unknown> => ({
    needs: ['detector', 'pick'],
    keepsPool: false,
    trainingSet: ({ history, samples, space, scorer, rng }) => {
      const confidences = whenJudged(scorer.detector!(history.original, history.synthetic, rng), (detect) =>
        detect(history.synthetic),
      );
      return whenJudged(confidences, (confidence) => {
        const weights = confidence.map((c) => pow(1 - c, power));
        return { data: space.pick!(history.synthetic, cappedDraws(rng, weights, samples, cap)) };
      });
    },
    realSamplesUsed: () => 0,
    // The same original data teach every generation's detector.
    selectionSamplesUsed: (generation, samples) => (generation > 1 ? samples : 0),
  }),
};
