import { streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../../core/src/testing/seed-offset.js';
import { kMeansPlusPlus } from './k-means-plus-plus.js';

const at = [0, 1, 3, 7];

/** Exact law of the two seeds of greedy k-means++ with two candidates, by enumeration. */
function law(weights: readonly number[]): number[][] {
  const total = weights.reduce((sum, w) => sum + w, 0);
  return at.map((first, i) => {
    const closest = at.map((x) => (x - first) ** 2);
    const potential = closest.reduce((sum, d, j) => sum + weights[j] * d, 0);
    const share = closest.map((d, j) => (weights[j] * d) / potential);
    const after = at.map((seed) => at.reduce((sum, x, j) => sum + weights[j] * Math.min(closest[j], (x - seed) ** 2), 0));
    const second = at.map(() => 0);
    for (let p = 0; p < at.length; p++) {
      for (let q = 0; q < at.length; q++) second[after[q] < after[p] ? q : p] += share[p] * share[q];
    }
    return second.map((probability) => (weights[i] / total) * probability);
  });
}

describe('kMeansPlusPlus', () => {
  it.each([[[1, 1, 1, 1]], [[1, 4, 2, 0.5]]])('follows the law of greedy seeding with weights %j', (weights) => {
    const trials = 20_000;
    const counts = at.map(() => at.map(() => 0));
    const data = { count: 4, points: Float64Array.from(at), weights: Float64Array.from(weights) };
    for (let trial = 0; trial < trials; trial++) {
      const [first, second] = kMeansPlusPlus(data, 2, 1, streamAt(streamKey(testSeed(4), 'seeds'), trial));
      counts[first][second]++;
    }
    law(weights).forEach((row, i) => {
      row.forEach((probability, j) => {
        const slack = 4.5 * Math.sqrt((probability * (1 - probability)) / trials);
        expect(Math.abs(counts[i][j] / trials - probability), `${i}, ${j}`).toBeLessThanOrEqual(slack);
      });
    });
  });

  it('has a seed for every component even where all points are one', () => {
    const data = { count: 5, points: new Float64Array(10).fill(3) };
    expect(kMeansPlusPlus(data, 3, 2, streamAt(streamKey(testSeed(4), 'same'), 0))).toHaveLength(3);
  });
});
