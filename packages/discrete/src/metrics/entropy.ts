import { ln, type Metric, ok } from '@collapse-bench/core';
import type { DiscreteParams } from '../exact-fit.js';
import type { DiscreteTruth } from '../real/real-distribution.js';

export const entropy: Metric<DiscreteParams, DiscreteTruth> = {
  id: 'entropy',
  summary: 'Shannon entropy of the model: -sum_i p_n(i) ln p_n(i); 0 for a point mass.',
  source: 'Shannon 1948',
  unit: 'nats',
  direction: 'higher-is-better',
  margin: { kind: 'absolute', value: 0.05, reason: 'a twentieth of a nat is a change of 5% in the effective number of states' },
  evaluate: ({ params: { probabilities } }) => {
    let sum = 0;
    for (let i = 0; i < probabilities.length; i++) {
      if (probabilities[i] > 0) sum -= probabilities[i] * ln(probabilities[i]);
    }
    return ok(sum);
  },
};
