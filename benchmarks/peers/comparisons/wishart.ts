import { streamAt, streamKey, wishart } from '@collapse-bench/core';
import type { Comparison } from '../comparison.js';

const MATRICES = 10_000;
const DIMENSION = 8;
const DEGREES_OF_FREEDOM = 99;

/** What a generation of a Gaussian in eight dimensions costs by sufficient statistics, M = 100. */
export const wishartComparison: Comparison = {
  name: 'wishart',
  title: 'ten thousand Wishart matrices (scipy.stats.wishart.rvs)',
  rows: [
    {
      name: 'dimension 8, 99 degrees of freedom',
      unit: 'matrices',
      work: MATRICES,
      ours: () => {
        const rng = streamAt(streamKey(1, 'peers/wishart'), 0);
        const size = DIMENSION * DIMENSION;
        const factor = new Float64Array(size);
        for (let i = 0; i < size; i += DIMENSION + 1) factor[i] = 1;
        const scratch = new Float64Array(size);
        let out = new Float64Array(0);
        return {
          run: () => {
            out = new Float64Array(MATRICES * size);
            for (let i = 0; i < out.length; i += size) {
              wishart(rng, DEGREES_OF_FREEDOM, factor, DIMENSION, out.subarray(i, i + size), scratch);
            }
          },
          // The mean trace.
          agree: () => out.reduce((sum, value, i) => ((i % size) % (DIMENSION + 1) === 0 ? sum + value : sum), 0) / MATRICES,
        };
      },
      peer: 'wishart',
      tolerance: 3,
    },
  ],
};
