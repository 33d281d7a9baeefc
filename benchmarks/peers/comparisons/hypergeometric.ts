import { hypergeometric } from '@collapse-bench/core';
import type { Comparison } from '../comparison.js';
import { scalarDraws } from './scalar-draws.js';

const SAMPLES = 1_000_000;

export const hypergeometricComparison: Comparison = {
  name: 'hypergeometric',
  title: 'a million hypergeometric deviates (rng.hypergeometric)',
  rows: [
    {
      name: '1000 of 1e6 good and 2e6 bad',
      unit: 'samples',
      work: SAMPLES,
      ours: () => scalarDraws(SAMPLES, (rng) => hypergeometric(rng, 1e6, 2e6, 1000)),
      peer: 'hypergeometric',
      tolerance: 0.1,
    },
  ],
};
