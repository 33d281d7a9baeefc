import { type Metric, ok } from '@collapse-bench/core';
import type { DiscreteParams } from '../exact-fit.js';
import type { DiscreteTruth } from '../real/real-distribution.js';

export const homozygosity: Metric<DiscreteParams, DiscreteTruth> = {
  id: 'homozygosity',
  summary: 'Chance that two draws of the model agree: sum_i p_n(i)^2; 1 for a point mass.',
  source: 'Wright 1931; Seddik et al. 2404.05090',
  unit: '1',
  direction: 'lower-is-better',
  margin: { kind: 'absolute', value: 0.02, reason: 'a chance of agreement that moves by two in a hundred changes no conclusion' },
  evaluate: ({ params: { probabilities } }) => {
    let sum = 0;
    for (let i = 0; i < probabilities.length; i++) sum += probabilities[i] * probabilities[i];
    return ok(sum);
  },
};
