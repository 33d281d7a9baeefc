import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { median } from '@collapse-bench/core';
import { collapse, withTemporaryFolder } from '../collapse.js';
import type { Comparison } from '../comparison.js';

const REPLICATES = 6000;
const ROUNDS = 3;

/** Arithmetic on registers alone, about a second of it. */
const PLAIN_LOOP = 'let a = 1; for (let i = 0; i < 1e9; i++) a = (Math.imul(a, 1103515245) + 12345) | 0; if (a === 0.5) throw a;';

/** Seconds until so many threads have each run the plain loop. */
async function plainLoops(threads: number): Promise<number> {
  const begin = performance.now();
  await Promise.all(Array.from({ length: threads }, () => once(new Worker(PLAIN_LOOP, { eval: true }), 'exit')));
  return (performance.now() - begin) / 1000;
}

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
      const plain = new Float64Array(ROUNDS);
      for (let round = 0; round < ROUNDS; round++) {
        one[round] = await seconds(1);
        two[round] = await seconds(2);
        plain[round] = (2 * (await plainLoops(1))) / (await plainLoops(2));
      }
      const speedUps = one.map((value, round) => value / two[round]);
      const range = `${Math.min(...speedUps).toFixed(2)} - ${Math.max(...speedUps).toFixed(2)}`;
      const times = `${median(one).toFixed(2)} s and ${median(two).toFixed(2)} s`;
      const note = `medians of ${ROUNDS} rounds: ${times}; speed-ups ${range}`;
      const possible = { name: 'speed-up of two plain loops, what this machine allows', unit: 'x', value: median(plain) };
      return [{ ...figure, value: median(speedUps), note }, possible];
    });
  },
};
