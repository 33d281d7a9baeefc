import Type, { type Static } from 'typebox';
import type { Mitigation, MitigationDefinition } from '../contracts/mitigation.js';
import { uniform } from '../random/xoshiro128.js';
import { fraction } from './fraction.js';
import { whenJudged } from './when-judged.js';

const options = Type.Object(
  {
    keepRight: fraction('phi: chance that a right synthetic sample is kept.'),
    keepWrong: fraction('psi: chance that a wrong one is kept.'),
    oversample: Type.Number({
      minimum: 1,
      maximum: 1000,
      description: 'Candidates generated for each of the M samples wanted; the first M that are kept form the training set.',
    }),
  },
  { additionalProperties: false },
);

/** One sample has no spread to learn. */
const FEWEST = 2;

/**
 * The share of right samples among those kept, when a share `right` of the candidates is: phi p / (phi p + psi (1 - p)).
 * It is above one half exactly if p > 1/(1 + phi/psi) (Feng et al. 2406.07515).
 */
export function keptRightShare(right: number, keepRight: number, keepWrong: number): number {
  const kept = keepRight * right;
  return kept / (kept + keepWrong * (1 - right));
}

/**
 * The training set is never filled up with repeats or rejected samples, which would change its law: it shrinks where fewer
 * than M of the candidates are kept, and `oversample` says how many candidates there are. A verifier that leaves fewer
 * than two teaches nothing: the previous training set is used once more.
 */
export const verify: MitigationDefinition = {
  id: 'verify',
  summary: 'Train on synthetic samples that a verifier keeps, right ones and wrong ones each with their own probability.',
  source: 'Feng et al. 2406.07515',
  options,
  check: ({ keepRight, keepWrong }: Static<typeof options>) => {
    if (keepRight > 0 || keepWrong > 0) return [];
    const remedy = 'keep some of them';
    return [{ pointer: '/keepRight', expected: 'keepRight + keepWrong > 0', found: 'both 0', remedy }];
  },
  create: ({ keepRight, keepWrong, oversample }: Static<typeof options>): Mitigation<unknown> => ({
    needs: ['correct', 'pick'],
    keepsPool: false,
    request: (_generation, base) => ({ ...base, count: Math.round(oversample * base.count), exchangeable: true }),
    trainingSet: ({ history, samples, space, scorer, rng }) =>
      whenJudged(scorer.correct!(history.synthetic), (right) => {
        const kept = new Uint32Array(Math.min(samples, right.length));
        let size = 0;
        for (let i = 0; i < right.length && size < kept.length; i++) {
          if (uniform(rng) < (right[i] === 1 ? keepRight : keepWrong)) kept[size++] = i;
        }
        if (size < FEWEST) return { data: history.previous };
        return { data: space.pick!(history.synthetic, kept.slice(0, size)) };
      }),
    realSamplesUsed: () => 0,
  }),
};
