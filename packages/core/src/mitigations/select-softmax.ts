import Type, { type Static } from 'typebox';
import type { Mitigation, MitigationDefinition } from '../contracts/mitigation.js';
import type { Rng } from '../random/rng.js';
import { uniform } from '../random/xoshiro128.js';
import { exp } from '../special.js';
import { candidates } from './candidates.js';
import { whenJudged } from './when-judged.js';

const options = Type.Object(
  {
    candidates,
    temperature: Type.Number({
      exclusiveMinimum: 0,
      maximum: 1000,
      description: 'T: the candidate with reward r wins with probability proportional to e^(r/T) (Bradley-Terry where T = 1).',
    }),
  },
  { additionalProperties: false },
);

/** Place of the winner among rewards[start], ..., drawn with probability ~ e^(r/T). Equal rewards of -Infinity are equal. */
function winner(rewards: Float64Array, start: number, count: number, temperature: number, odds: Float64Array, rng: Rng): number {
  let best = rewards[start];
  for (let j = 1; j < count; j++) best = Math.max(best, rewards[start + j]);
  let total = 0;
  for (let j = 0; j < count; j++) {
    const reward = rewards[start + j];
    odds[j] = reward === best ? 1 : exp((reward - best) / temperature);
    total += odds[j];
  }
  let left = uniform(rng) * total;
  let chosen = 0;
  for (let j = 0; j < count; j++) {
    if (odds[j] === 0) continue;
    chosen = j;
    left -= odds[j];
    if (left < 0) break;
  }
  return start + chosen;
}

/** As K grows the law of a winner tends to p(x) e^(r/T) / E e^(r/T). */
export const selectSoftmax: MitigationDefinition = {
  id: 'select-softmax',
  summary: 'Train on the winner of K generated candidates for each place, drawn softly by reward.',
  source: 'Ferbach et al. 2407.09499',
  options,
  create: ({ candidates, temperature }: Static<typeof options>): Mitigation<unknown> => ({
    needs: ['reward', 'pick'],
    keepsPool: false,
    request: (_generation, base) => ({ ...base, count: candidates * base.count, exchangeable: true }),
    trainingSet: ({ history, samples, space, scorer, rng }) =>
      whenJudged(scorer.reward!(history.synthetic), (rewards) => {
        const winners = new Uint32Array(samples);
        const odds = new Float64Array(candidates);
        for (let i = 0; i < samples; i++) winners[i] = winner(rewards, i * candidates, candidates, temperature, odds, rng);
        return { data: space.pick!(history.synthetic, winners) };
      }),
    realSamplesUsed: () => 0,
  }),
};
