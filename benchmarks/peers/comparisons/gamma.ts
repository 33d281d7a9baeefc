import { gamma } from '@collapse-bench/core';
import type { Comparison } from '../comparison.js';
import { scalarDraws } from './scalar-draws.js';

const SAMPLES = 1_000_000;

export const gammaComparison: Comparison = {
  name: 'gamma',
  title: 'a million gamma deviates (rng.standard_gamma)',
  rows: [
    {
      name: 'shape 2.5',
      unit: 'samples',
      work: SAMPLES,
      ours: () => scalarDraws(SAMPLES, (rng) => gamma(rng, 2.5)),
      peer: 'gamma',
      tolerance: 0.01,
    },
  ],
};
