import { type Metric, ok } from '@collapse-bench/core';
import type { DiscreteParams } from '../exact-fit.js';
import type { DiscreteTruth } from '../real/real-distribution.js';

/** p0 mass of the two outer tails together. */
export const TAIL = 0.05;

/**
 * How much of each state lies in the outer 5% of p0: with F the cumulative mass of p0 in state order, the tails are
 * [0, 0.025] and [0.975, 1] on the F axis and state i covers [F(i - 1), F(i)]; a state that straddles a border counts by
 * the part of it that is outside. So sum_i w(i) p0(i) = 0.05. States of mass 0 have weight 0.
 *
 * @returns Float64Array[states] of weights in [0, 1]
 */
export function tailWeights(real: Float64Array): Float64Array {
  const weights = new Float64Array(real.length);
  // Each tail is filled from its own end, so rounding of the cumulative sum stays that of a small number.
  const fill = (from: number, step: number) => {
    let left = TAIL / 2;
    for (let i = from; left > 0 && i >= 0 && i < real.length; i += step) {
      if (real[i] === 0) continue;
      const inside = Math.min(left, real[i]);
      weights[i] += inside / real[i];
      left -= inside;
    }
  };
  fill(0, 1);
  fill(real.length - 1, -1);
  return weights;
}

export const tailMass: Metric<DiscreteParams, DiscreteTruth> = {
  id: 'tail-mass',
  summary: 'Mass that the model puts in the two outer tails of p0, 2.5% at either end of the ordered states; 0.05 for p0 itself.',
  source: 'Shumailov et al. 2305.17493, Definition 3.1 (early collapse loses the tails)',
  unit: '1',
  direction: 'higher-is-better',
  margin: { kind: 'absolute', value: 0.01, reason: 'a fifth of the tails' },
  evaluate: ({ params: { probabilities }, truth }) => {
    const weights = tailWeights(truth.probabilities);
    let sum = 0;
    for (let i = 0; i < probabilities.length; i++) sum += weights[i] * probabilities[i];
    return ok(sum);
  },
};
