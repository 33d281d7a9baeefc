import { binomial } from '@collapse-bench/core';
import type { Comparison } from '../comparison.js';
import { scalarDraws } from './scalar-draws.js';

const SAMPLES = 1_000_000;

export const binomialComparison: Comparison = {
  name: 'binomial',
  title: 'a million binomial deviates (rng.binomial)',
  rows: [
    {
      name: 'n = 1e9, p = 0.3',
      unit: 'samples',
      work: SAMPLES,
      ours: () => scalarDraws(SAMPLES, (rng) => binomial(rng, 1e9, 0.3)),
      peer: 'binomial',
      tolerance: 100,
    },
  ],
};
