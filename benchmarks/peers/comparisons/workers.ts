import { availableParallelism } from 'node:os';
import { median } from '@collapse-bench/core';
import { collapse, withTemporaryFolder } from '../collapse.js';
import type { Comparison } from '../comparison.js';

const REPLICATES = 6000;
const ROUNDS = 3;

/** Ourselves on one worker thread and on two, start-up and writing included. */
export const workers: Comparison = {
  name: 'workers',
  title: `collapse run gaussian/replace-m100 --replicates ${REPLICATES}, --jobs 1 against --jobs 2 (whole command)`,
  rows: [],
  figures: async () => {
    const figure = { name: 'speed-up of two workers', unit: 'x', atLeast: 1.8 };
    if (availableParallelism() < 2) return [{ ...figure, value: undefined, note: 'this machine has one core' }];
    return withTemporaryFolder(async (out) => {
      const seconds = (jobs: number) =>
        collapse(['run', 'gaussian/replace-m100', '--replicates', REPLICATES, '--fresh', '--out', out, '--jobs', jobs]);
      const one = new Float64Array(ROUNDS);
      const two = new Float64Array(ROUNDS);
      for (let round = 0; round < ROUNDS; round++) {
        one[round] = await seconds(1);
        two[round] = await seconds(2);
      }
      const speedUps = one.map((value, round) => value / two[round]);
      const range = `${Math.min(...speedUps).toFixed(2)} - ${Math.max(...speedUps).toFixed(2)}`;
      const times = `${median(one).toFixed(2)} s and ${median(two).toFixed(2)} s`;
      const note = `medians of ${ROUNDS} rounds: ${times}; speed-ups ${range}`;
      return [{ ...figure, value: median(speedUps), note }];
    });
  },
};
