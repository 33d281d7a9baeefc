import { ln, type Metric, ok } from '@collapse-bench/core';
import type { DiscreteParams } from '../exact-fit.js';
import type { DiscreteTruth } from '../real/real-distribution.js';

export const kl: Metric<DiscreteParams, DiscreteTruth> = {
  id: 'kl',
  summary:
    'Relative entropy of the truth to the model: KL(p0 || p_n) = sum_i p0 ln(p0 / p_n); diverged once a state of p0 has died.',
  source: 'Kullback and Leibler 1951',
  unit: 'nats',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.1, reason: 'collapse moves it by orders of magnitude' },
  evaluate: ({ params: { probabilities }, truth }) => {
    const real = truth.probabilities;
    let sum = 0;
    let dead = 0;
    for (let i = 0; i < real.length; i++) {
      if (real[i] === 0) continue;
      if (probabilities[i] === 0) dead++;
      else sum += real[i] * ln(real[i] / probabilities[i]);
    }
    if (dead > 0) return { status: 'diverged', reason: `${dead} states of p0 have died, so KL(p0 || p_n) is infinite` };
    // Gibbs: the sum is not negative but for rounding.
    return ok(Math.max(0, sum));
  },
};
