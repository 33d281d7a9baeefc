import { median } from '@collapse-bench/core';
import { collapse, withTemporaryFolder, writeScenario } from '../collapse.js';
import type { Comparison } from '../comparison.js';
import { standardGaussian } from './standard-gaussian.js';

const FEW = 1000;
const MANY = 5000;
const ROUNDS = 3;

/** What the harness adds to a cell, on one worker: the cells have hardly any mathematics, and start-up cancels out. */
export const overhead: Comparison = {
  name: 'overhead',
  title: `collapse run of one-generation cells, --jobs 1: (time of ${MANY} - time of ${FEW}) / ${MANY - FEW}`,
  rows: [],
  figures: () =>
    withTemporaryFolder(async (root) => {
      writeScenario(root, 'overhead', {
        title: 'One generation of sufficient statistics',
        system: { id: 'gaussian', ...standardGaussian('sufficient-statistics') },
        mitigation: { id: 'replace' },
        samples: 100,
        generations: 1,
        replicates: FEW,
        seed: 1,
        metrics: ['mean-shift-squared', 'variance-ratio'],
      });
      const seconds = (replicates: number) =>
        collapse(['run', 'overhead', '--replicates', replicates, '--fresh', '--jobs', 1], root);
      const few = new Float64Array(ROUNDS);
      const many = new Float64Array(ROUNDS);
      for (let round = 0; round < ROUNDS; round++) {
        few[round] = await seconds(FEW);
        many[round] = await seconds(MANY);
      }
      const cell = many.map((value, round) => (1000 * (value - few[round])) / (MANY - FEW));
      const range = `${Math.min(...cell).toFixed(3)} - ${Math.max(...cell).toFixed(3)} ms`;
      const note = `median of ${ROUNDS} rounds (${range}); whole commands took ${median(few).toFixed(2)} s and ${median(many).toFixed(2)} s`;
      return [{ name: 'harness overhead a cell', value: median(cell), unit: 'ms', below: 1, note }];
    }),
};
