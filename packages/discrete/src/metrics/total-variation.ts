import { type Metric, ok } from '@collapse-bench/core';
import type { DiscreteParams } from '../exact-fit.js';
import type { DiscreteTruth } from '../real/real-distribution.js';

export const totalVariation: Metric<DiscreteParams, DiscreteTruth> = {
  id: 'total-variation',
  summary: 'Largest difference in the probability of any event: (1/2) sum_i |p_n(i) - p0(i)|; at most 1.',
  source: 'Levin and Peres, Markov Chains and Mixing Times, Section 4.1',
  unit: '1',
  direction: 'lower-is-better',
  margin: { kind: 'absolute', value: 0.02, reason: 'the probability of every event stays within two in a hundred' },
  evaluate: ({ params: { probabilities }, truth }) => {
    let sum = 0;
    for (let i = 0; i < probabilities.length; i++) sum += Math.abs(probabilities[i] - truth.probabilities[i]);
    return ok(sum / 2);
  },
};
