import { loopStreams, replace, runGenerations } from '@collapse-bench/core';
import { gaussian } from '@collapse-bench/gaussian';
import type { Comparison } from '../comparison.js';
import { standardGaussian } from './standard-gaussian.js';

const SAMPLES = 10_000_000;
const GENERATIONS = 1000;

/** Fig. 4 of Shumailov et al. at its largest M. The two sides do the same experiment, not the same arithmetic. */
export const fig4Statistics: Comparison = {
  name: 'fig4-statistics',
  title: "one replicate of the paper's Fig. 4: M = 1e7, 1000 generations",
  rows: [
    {
      name: 'sufficient statistics against points',
      unit: 'generations',
      work: GENERATIONS,
      ours: () => {
        const { space, source, model } = gaussian.create(standardGaussian('sufficient-statistics'));
        const mitigation = replace.create({});
        let replicate = 0;
        let variance = Number.NaN;
        const run = async () => {
          const streams = loopStreams(1, replicate++);
          const loop = { space, source, model, mitigation, samples: SAMPLES, generations: GENERATIONS, streams };
          for await (const { params } of runGenerations(loop)) variance = params.covariance[0];
        };
        return { run, agree: () => variance };
      },
      peer: 'fig4-generation',
      peerScale: GENERATIONS,
      // ln s^2 has a standard deviation of sqrt(2 * 1000 / 1e7) = 0.014 at the end of our chain.
      tolerance: 0.08,
      milliseconds: 50,
      note: 'theirs draws 1e7 points a generation, timed for ONE generation; ours draws mean and variance from their exact laws',
    },
  ],
};
