import { type Metric, ok } from '@collapse-bench/core';
import type { DiscreteParams } from '../exact-fit.js';
import type { DiscreteTruth } from '../real/real-distribution.js';

export const modeCoverage: Metric<DiscreteParams, DiscreteTruth> = {
  id: 'mode-coverage',
  summary: 'Fraction of the modes of p0 that hold at least half their expected share; a state belongs to the nearest mode.',
  source: 'Shumailov et al. 2305.17493, Definition 3.1 (late collapse entangles the modes)',
  unit: '1',
  direction: 'higher-is-better',
  margin: { kind: 'absolute', value: 0.05, reason: 'one run in twenty with a mode more or less' },
  needs: ({ modes }) =>
    modes === undefined ? 'a real distribution that states its modes (gaussian-mixture-histogram)' : undefined,
  evaluate: ({ params: { probabilities }, truth }) => {
    const { modes, probabilities: real } = truth;
    if (modes === undefined) return { status: 'skipped', reason: 'p0 states no modes' };
    const expected: number[] = [];
    const found: number[] = [];
    for (let i = 0; i < modes.length; i++) {
      expected[modes[i]] = (expected[modes[i]] ?? 0) + real[i];
      found[modes[i]] = (found[modes[i]] ?? 0) + probabilities[i];
    }
    // A mode with no bin, or none of the mass, is no mode of this histogram.
    const present = Object.keys(expected)
      .map(Number)
      .filter((mode) => expected[mode] > 0);
    return ok(present.filter((mode) => found[mode] >= expected[mode] / 2).length / present.length);
  },
};
