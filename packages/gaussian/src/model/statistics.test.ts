import { meanAndScatter, pointSpace, streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../../core/src/testing/seed-offset.js';
import { drawPoints } from './points.js';
import { drawStatistics, merge, statisticsSpace } from './statistics.js';

const rng = (label: string, index = 0) => streamAt(streamKey(testSeed(20), `statistics.test/${label}`), index);

const MEAN = Float64Array.of(1, -2, 0.5);
const COVARIANCE = Float64Array.of(2, 0.6, -0.3, 0.6, 1, 0.2, -0.3, 0.2, 0.5);

describe('merge', () => {
  it('gives the statistics of all points together, in several dimensions', () => {
    const parts = [5, 1, 40].map((count, i) => drawPoints(count, MEAN, COVARIANCE, i + 1, rng('merge', i)));
    const statistics = parts.map(({ count, points }) => ({ count, ...meanAndScatter(points, 3) }));
    const all = pointSpace(3).concat(parts);
    const expected = meanAndScatter(all.points, 3);
    const merged = statisticsSpace.concat(statistics);
    expect(merged.count).toBe(46);
    merged.mean.forEach((value, i) => {
      expect(value).toBeCloseTo(expected.mean[i], 12);
    });
    merged.scatter.forEach((value, i) => {
      expect(value).toBeCloseTo(expected.scatter[i], 10);
    });
  });

  it('takes empty parts as nothing and leaves its inputs alone', () => {
    const empty = drawStatistics(0, MEAN, COVARIANCE, 1, rng('empty'));
    const some = drawStatistics(4, MEAN, COVARIANCE, 1, rng('some'));
    const before = structuredClone(some);
    expect(merge(empty, some)).toBe(some);
    expect(merge(some, empty)).toBe(some);
    merge(some, some);
    expect(some).toEqual(before);
  });

  it('refuses whole populations', () => {
    const population = drawStatistics(Number.POSITIVE_INFINITY, MEAN, COVARIANCE, 1, rng('population'));
    expect(() => merge(population, population)).toThrow(RangeError);
  });
});

describe('drawStatistics', () => {
  it('has the moments of a normal mean and a chi-square scatter in one dimension, up to M = 1e9', () => {
    const replicates = 20_000;
    for (const count of [2, 3, 50, 1e9]) {
      let meanSum = 0;
      let meanSquares = 0;
      let scatterSum = 0;
      let scatterSquares = 0;
      let product = 0;
      const stream = rng('one', count);
      for (let r = 0; r < replicates; r++) {
        const { mean, scatter } = drawStatistics(count, Float64Array.of(3), Float64Array.of(4), 0.25, stream);
        const z = (mean[0] - 3) * Math.sqrt(count);
        const c = (scatter[0] - (count - 1)) / Math.sqrt(2 * (count - 1));
        meanSum += z;
        meanSquares += z * z;
        scatterSum += c;
        scatterSquares += c * c;
        product += z * c;
      }
      const root = Math.sqrt(replicates);
      // c has kurtosis 3 + 12/(M - 1).
      const label = `M=${count}`;
      expect(Math.abs(meanSum / root), label).toBeLessThan(4);
      expect(Math.abs(meanSquares - replicates) / (root * Math.SQRT2), label).toBeLessThan(4);
      expect(Math.abs(scatterSum / root), label).toBeLessThan(4);
      expect(Math.abs(scatterSquares - replicates) / (root * Math.sqrt(2 + 12 / (count - 1))), label).toBeLessThan(4);
      expect(Math.abs(product / root), label).toBeLessThan(4);
    }
  });

  it('is the population itself at M = Infinity, with the sampling bias', () => {
    const one = drawStatistics(Number.POSITIVE_INFINITY, Float64Array.of(3), Float64Array.of(4), 0.5, rng('infinite'));
    expect(one).toEqual({ count: Number.POSITIVE_INFINITY, mean: Float64Array.of(3), scatter: Float64Array.of(2) });
    const three = drawStatistics(Number.POSITIVE_INFINITY, MEAN, COVARIANCE, 2, rng('infinite'));
    expect(three.mean).toEqual(MEAN);
    expect(three.scatter).toEqual(COVARIANCE.map((entry) => 2 * entry));
  });

  it('draws one sample without scatter', () => {
    expect(drawStatistics(1, Float64Array.of(3), Float64Array.of(4), 1, rng('single')).scatter[0]).toBe(0);
    expect(Array.from(drawStatistics(1, MEAN, COVARIANCE, 1, rng('single')).scatter).every((x) => x === 0)).toBe(true);
  });
});
