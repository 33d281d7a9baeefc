import { permutation, streamAt, streamKey } from '@collapse-bench/core';
import type { Comparison } from '../comparison.js';

const SIZE = 1_000_000;

export const permutationComparison: Comparison = {
  name: 'permutation',
  title: 'a permutation of a million (rng.permutation)',
  rows: [
    {
      name: 'shuffle of 0 ... 999999',
      unit: 'entries',
      work: SIZE,
      ours: () => {
        const rng = streamAt(streamKey(1, 'peers/permutation'), 0);
        let order: Uint32Array = new Uint32Array(0);
        return {
          run: () => {
            order = permutation(rng, SIZE);
          },
          // 1/3 for a shuffle, 0 for an array that nobody shuffled.
          agree: () => order.reduce((sum, value, i) => sum + Math.abs(value - i), 0) / SIZE / SIZE,
        };
      },
      peer: 'permutation',
      tolerance: 0.005,
      note: 'ours holds 32-bit integers, theirs 64-bit ones',
    },
  ],
};
