import { ln, type Metric, ok } from '@collapse-bench/core';
import type { DiscreteParams } from '../exact-fit.js';
import type { DiscreteTruth } from '../real/real-distribution.js';

/** Share of p0 in the mixture: bounds the divergence by ln(1 / SKEW) = 4.6 nats. */
const SKEW = 0.01;

export const smoothedKl: Metric<DiscreteParams, DiscreteTruth> = {
  id: 'smoothed-kl',
  summary: 'Skew divergence KL(p0 || 0.99 p_n + 0.01 p0): finite for dead states, at most ln 100.',
  source: 'Lee 1999, Measures of distributional similarity (ACL), alpha = 0.99',
  unit: 'nats',
  direction: 'lower-is-better',
  margin: { kind: 'absolute', value: 0.05, reason: 'about a hundredth of its range, ln 100' },
  evaluate: ({ params: { probabilities }, truth }) => {
    const real = truth.probabilities;
    let sum = 0;
    for (let i = 0; i < real.length; i++) {
      if (real[i] > 0) sum += real[i] * ln(real[i] / ((1 - SKEW) * probabilities[i] + SKEW * real[i]));
    }
    return ok(Math.max(0, sum));
  },
};
