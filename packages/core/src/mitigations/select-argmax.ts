import Type, { type Static } from 'typebox';
import type { Mitigation, MitigationDefinition } from '../contracts/mitigation.js';
import { candidates } from './candidates.js';
import { whenJudged } from './when-judged.js';

const options = Type.Object({ candidates }, { additionalProperties: false });

/** The winner of K has the density K p(x) F(r(x))^(K-1), F the law of a candidate's reward without ties. */
export const selectArgmax: MitigationDefinition = {
  id: 'select-argmax',
  summary: 'Train on the best of K generated candidates for each place, by reward.',
  source: 'Ferbach et al. 2407.09499 (best of K)',
  options,
  create: ({ candidates }: Static<typeof options>): Mitigation<unknown> => ({
    needs: ['reward', 'pick'],
    keepsPool: false,
    request: (_generation, base) => ({ ...base, count: candidates * base.count, exchangeable: true }),
    trainingSet: ({ history, samples, space, scorer }) =>
      whenJudged(scorer.reward!(history.synthetic), (rewards) => {
        const winners = new Uint32Array(samples);
        for (let i = 0; i < samples; i++) {
          // Candidates are exchangeable, so the first of several equally good ones is as fair as any.
          let best = i * candidates;
          for (let j = best + 1; j < (i + 1) * candidates; j++) if (rewards[j] > rewards[best]) best = j;
          winners[i] = best;
        }
        return { data: space.pick!(history.synthetic, winners) };
      }),
    realSamplesUsed: () => 0,
  }),
};
