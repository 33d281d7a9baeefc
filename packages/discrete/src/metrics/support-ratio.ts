import { type Metric, ok } from '@collapse-bench/core';
import type { DiscreteParams } from '../exact-fit.js';
import type { DiscreteTruth } from '../real/real-distribution.js';
import { supportSize } from './support.js';

export const supportRatio: Metric<DiscreteParams, DiscreteTruth> = {
  id: 'support-ratio',
  summary: 'Fraction of the states of p0 that the model can still produce: #{p_n > 0} / #{p0 > 0}.',
  source: 'Shumailov et al. 2305.17493, Section 4.1 (tails disappear)',
  unit: '1',
  direction: 'higher-is-better',
  margin: { kind: 'absolute', value: 0.02, reason: 'two in a hundred states more or less change no conclusion' },
  evaluate: ({ params, truth }) => ok(supportSize(params.probabilities) / supportSize(truth.probabilities)),
};
