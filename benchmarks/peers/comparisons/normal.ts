import { fillNormal, momentsOf, streamAt, streamKey, variance } from '@collapse-bench/core';
import type { Comparison } from '../comparison.js';

const SAMPLES = 1_000_000;

/** Standard normal deviates in bulk: what every Gaussian chain over points spends its time on. */
export const normalComparison: Comparison = {
  name: 'normal',
  title: 'a million standard normal deviates (Generator(PCG64).standard_normal)',
  rows: [
    {
      name: 'into one array',
      unit: 'samples',
      work: SAMPLES,
      ours: () => {
        const rng = streamAt(streamKey(1, 'peers/normal'), 0);
        const out = new Float64Array(SAMPLES);
        return { run: () => fillNormal(rng, out), agree: () => Math.sqrt(variance(momentsOf(out), 1)) };
      },
      peer: 'normal-in-place',
      tolerance: 0.01,
      target: 1,
    },
    {
      name: 'into a new array',
      unit: 'samples',
      work: SAMPLES,
      ours: () => {
        const rng = streamAt(streamKey(1, 'peers/normal'), 1);
        let out = new Float64Array(0);
        return {
          run: () => {
            out = new Float64Array(SAMPLES);
            fillNormal(rng, out);
          },
          agree: () => Math.sqrt(variance(momentsOf(out), 1)),
        };
      },
      peer: 'normal-fresh',
      tolerance: 0.01,
    },
  ],
};
