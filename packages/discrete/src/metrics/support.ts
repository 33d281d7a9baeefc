import { type Metric, ok } from '@collapse-bench/core';
import type { DiscreteParams } from '../exact-fit.js';
import type { DiscreteTruth } from '../real/real-distribution.js';

/** Number of states of positive probability. */
export function supportSize(probabilities: Float64Array): number {
  let alive = 0;
  for (let i = 0; i < probabilities.length; i++) if (probabilities[i] > 0) alive++;
  return alive;
}

export const support: Metric<DiscreteParams, DiscreteTruth> = {
  id: 'support',
  summary: 'States that the model can still produce: #{i: p_n(i) > 0}.',
  source: 'Shumailov et al. 2305.17493, Section 4.1',
  unit: 'states',
  direction: 'higher-is-better',
  margin: { kind: 'relative', value: 0.02, reason: 'two in a hundred surviving states more or less change no conclusion' },
  evaluate: ({ params }) => ok(supportSize(params.probabilities)),
};
