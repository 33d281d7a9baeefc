import { type Metric, ok } from '@collapse-bench/core';
import type { DiscreteParams } from '../exact-fit.js';
import type { DiscreteTruth } from '../real/real-distribution.js';

export const firstStateMass: Metric<DiscreteParams, DiscreteTruth> = {
  id: 'first-state-mass',
  summary: 'Mass of state 0: p_n(0). A martingale, so its mean stays p0(0) while each run drifts.',
  source: 'Shumailov et al. 2305.17493, Section 4.1 (the chance of ending at a state is its probability)',
  unit: '1',
  direction: 'higher-is-better',
  margin: { kind: 'absolute', value: 0.02, reason: 'two in a hundred of all mass' },
  evaluate: ({ params }) => ok(params.probabilities[0]),
};
