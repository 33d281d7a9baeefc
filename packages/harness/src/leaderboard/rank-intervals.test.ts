import { median, normal, type Rng, streamAt, streamKey, uniformInteger } from '@collapse-bench/core';
import { describe, expect, test } from 'vitest';
import { drawResamples, resampledMedians } from '../profile/resamples.js';
import { rankIntervals, sharedRanks, widened } from './rank-intervals.js';

const stream = (name: string) => streamAt(streamKey(11, name), 0);
/** Much larger than the differences between the levels of a test. */
const SHARED = 3;
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

/** Medians of paired values with their resamples: row j is `levels[j]` plus noise that all rows share plus its own. */
function planted(levels: readonly number[], replicates: number, own: number, rng: Rng, resamples = 199, common = SHARED) {
  const shared = Array.from({ length: replicates }, () => common * normal(rng));
  const rows = levels.map((level) => shared.map((value) => level + value + own * normal(rng)));
  const drawn = drawResamples(replicates, rng, resamples);
  return {
    estimates: rows.map((row) => median(Float64Array.from(row))),
    resampled: rows.map((row) => resampledMedians(row, drawn)),
  };
}

describe('ranks', () => {
  test('are shared by equal numbers', () => {
    expect([...sharedRanks([3, 1, 2])]).toEqual([3, 1, 2]);
    expect([...sharedRanks([5, 1, 5, 5, 0])]).toEqual([4, 2, 4, 4, 1]);
    expect([...sharedRanks([])]).toEqual([]);
  });

  test('of a planted strict order are told apart, though the noise that all share is far larger than the differences', () => {
    const { estimates, resampled } = planted([4, 1, 3, 2, 5], 100, 0.3, stream('strict'));
    expect(rankIntervals(estimates, resampled)).toEqual(
      [4, 1, 3, 2, 5].map((rank) => ({ estimate: rank, low: rank, high: rank })),
    );
  });

  test('of equal levels are shared, beside those that are not equal', () => {
    const { estimates, resampled } = planted([0, 3, 3, 3, 9], 100, 1, stream('ties'));
    const ranges = rankIntervals(estimates, resampled).map(({ low, high }) => [low, high]);
    expect(ranges).toEqual([[1, 1], [2, 4], [2, 4], [2, 4], [5, 5]]); // biome-ignore format: one line is easier to read
  });

  test('of rows that are the same to the bit are the same, and one row is first and last', () => {
    const { estimates, resampled } = planted([1, 2], 20, 0.1, stream('same'));
    const ranks = rankIntervals([...estimates, estimates[1]], [...resampled, resampled[1]]);
    expect(ranks[1]).toEqual({ estimate: 2.5, low: 2, high: 3 });
    expect(ranks[2]).toEqual(ranks[1]);
    expect(rankIntervals([7], [Float64Array.of(7, 7)])).toEqual([{ estimate: 1, low: 1, high: 1 }]);
  });

  test('are those of a naive twin', () => {
    const { estimates, resampled } = planted([0, 0.2, 0.3, 1, 1.1, 2], 12, 0.5, stream('twin'), 99);
    const found = rankIntervals(estimates, resampled);
    estimates.forEach((_, j) => {
      const others = estimates.flatMap((_, k) => (k === j ? [] : [k]));
      const differences = others.map((k) => Array.from(resampled[k], (value, b) => value - resampled[j][b]));
      const errors = differences.map((d) => Math.sqrt(d.reduce((sum, x) => sum + (x - mean(d)) ** 2, 0) / 98));
      const largest = Array.from({ length: 99 }, (_, b) =>
        Math.max(...others.map((k, i) => Math.abs(differences[i][b] - (estimates[k] - estimates[j])) / errors[i])),
      ).sort((a, b) => a - b);
      // Type 7: place 0.95 * 98 = 93.1 from the smallest.
      const critical = largest[93] + 0.1 * (largest[94] - largest[93]);
      const better = others.filter((k, i) => estimates[k] - estimates[j] < -critical * errors[i]).length;
      const worse = others.filter((k, i) => estimates[k] - estimates[j] > critical * errors[i]).length;
      expect([found[j].low, found[j].high], `row ${j}`).toEqual([1 + better, 6 - worse]);
    });
  });

  test.each([
    [5, [0, 0, 0.5, 1, 1]],
    [5, [0, 0, 0, 0, 0]],
    [40, [0, 0, 0.5, 1, 1]],
    [40, [0, 0, 0, 0, 0]],
  ])('%i replicates: the true ranks are held by 95 intervals of 100, levels %o', (replicates, levels) => {
    const rng = stream(`coverage/${replicates}`);
    const samples = 300;
    const held = levels.map(() => 0);
    for (let i = 0; i < samples; i++) {
      const { estimates, resampled } = planted(levels, replicates, 0.5, rng, 199, 0);
      const wide = resampled.map((draws, j) => widened(estimates[j], draws, replicates));
      for (const [j, { low, high }] of rankIntervals(estimates, wide).entries()) {
        const better = levels.filter((level) => level < levels[j]).length;
        const worse = levels.filter((level) => level > levels[j]).length;
        if (low <= 1 + better && high >= levels.length - worse) held[j]++;
      }
    }
    // Four standard errors below 95%.
    for (const count of held) expect(count / samples).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.95 * 0.05) / samples));
  });
});

describe('what the bootstrap lacks with few replicates', () => {
  test('is added around the estimate: 1.58-fold for five, hardly anything for 200', () => {
    const rng = stream('draws');
    const draws = Float64Array.from({ length: 4 }, () => uniformInteger(rng, 10));
    const five = widened(3, draws, 5);
    for (const [b, value] of five.entries()) expect(value - 3).toBeCloseTo(1.5837 * (draws[b] - 3), 2);
    for (const [b, value] of widened(3, draws, 200).entries()) expect(Math.abs(value - draws[b])).toBeLessThan(0.1);
  });
});
