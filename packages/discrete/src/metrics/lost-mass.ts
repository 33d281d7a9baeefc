import { type Metric, ok } from '@collapse-bench/core';
import type { DiscreteParams } from '../exact-fit.js';
import type { DiscreteTruth } from '../real/real-distribution.js';

export const lostMass: Metric<DiscreteParams, DiscreteTruth> = {
  id: 'lost-mass',
  summary: 'What p0 gave to states that the model cannot produce any more: sum of p0(i) over p_n(i) = 0.',
  source: 'Shumailov et al. 2305.17493, Section 4.1 (low-probability events disappear); Good 1953 (missing mass)',
  unit: '1',
  direction: 'lower-is-better',
  margin: { kind: 'absolute', value: 0.02, reason: 'two hundredths of the real distribution' },
  evaluate: ({ params: { probabilities }, truth }) => {
    let sum = 0;
    for (let i = 0; i < probabilities.length; i++) if (probabilities[i] === 0) sum += truth.probabilities[i];
    return ok(sum);
  },
};
