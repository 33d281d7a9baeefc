import { type BootstrapInterval, bootstrapInterval, streamAt, streamKey } from '@collapse-bench/core';
import type { Comparison } from '../comparison.js';

const SAMPLES = 1000;
const RESAMPLES = 2000;

/** The interval that stands beside every mean of a leaderboard. */
export const bootstrapComparison: Comparison = {
  name: 'bootstrap',
  title: 'a percentile bootstrap interval of a mean (scipy.stats.bootstrap, vectorized)',
  rows: [
    {
      name: '1000 values, 2000 resamples',
      unit: 'resamples',
      work: RESAMPLES,
      ours: () => {
        const rng = streamAt(streamKey(1, 'peers/bootstrap'), 0);
        const clusters = Array.from({ length: SAMPLES }, (_, i) => Float64Array.of(i / (SAMPLES - 1)));
        let interval: BootstrapInterval | undefined;
        return {
          run: () => {
            interval = bootstrapInterval(clusters, mean, { kind: 'percentile', level: 0.95, resamples: RESAMPLES }, rng);
          },
          agree: () => interval!.high - interval!.low,
        };
      },
      peer: 'bootstrap',
      // The width is 0.036; a twentieth of it is noise of 2000 resamples.
      tolerance: 0.006,
    },
  ],
};

function mean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
