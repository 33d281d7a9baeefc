import { mixtureMoments, streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../core/src/testing/seed-offset.js';
import { sampleMixture } from './sample.js';

const rng = (index: number) => streamAt(streamKey(testSeed(2), 'sample'), index);
const tilted = {
  dimension: 2,
  weights: Float64Array.of(0.3, 0.7),
  means: Float64Array.of(-2, 1, 3, 0),
  covariances: Float64Array.of(1, 0.6, 0.6, 2, 0.5, -0.2, -0.2, 0.4),
};

describe('sampleMixture', () => {
  it.each([
    [
      'one dimension',
      { dimension: 1, weights: Float64Array.of(0.2, 0.8), means: Float64Array.of(-3, 1), covariances: Float64Array.of(0.5, 2) },
    ],
    ['two', tilted],
    [
      'three',
      {
        dimension: 3,
        weights: Float64Array.of(0.5, 0.5),
        means: Float64Array.of(1, 0, 0, 0, -1, 2),
        covariances: Float64Array.of(2, 0.3, 0.1, 0.3, 1, -0.2, 0.1, -0.2, 0.5, 1, 0, 0, 0, 1, 0.4, 0, 0.4, 1),
      },
    ],
  ])('has the mean and covariance of the mixture in %s', (_, mixture) => {
    const count = 200_000;
    const d = mixture.dimension;
    const { points } = sampleMixture(mixture, count, rng(d));
    const { mean, covariance } = mixtureMoments(mixture.weights, mixture.means, mixture.covariances, d);
    for (let a = 0; a < d; a++) {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += points[i * d + a] - mean[a];
      expect(Math.abs(sum / count)).toBeLessThan(4 * Math.sqrt(covariance[a * d + a] / count));
      for (let b = 0; b <= a; b++) {
        let product = 0;
        for (let i = 0; i < count; i++) product += (points[i * d + a] - mean[a]) * (points[i * d + b] - mean[b]);
        // Four moments of a mixture are at most a few times those of the normal with its covariance.
        const scale = Math.sqrt((2 * covariance[a * d + a] * covariance[b * d + b]) / count);
        expect(Math.abs(product / count - covariance[a * d + b]), `${a},${b}`).toBeLessThan(4.5 * scale);
      }
    }
  });

  it('gives each component a binomial share, one after the other', () => {
    const far = { ...tilted, means: Float64Array.of(-100, 0, 100, 0) };
    const counts = Array.from({ length: 400 }, (_, i) => {
      const { points } = sampleMixture(far, 50, rng(i));
      return Array.from({ length: 50 }, (_, at) => points[2 * at] < 0).filter(Boolean).length;
    });
    const mean = counts.reduce((sum, n) => sum + n, 0) / 400;
    const variance = counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / 399;
    expect(Math.abs(mean - 15)).toBeLessThan(4 * Math.sqrt(10.5 / 400));
    expect(Math.abs(variance - 10.5)).toBeLessThan(4 * 10.5 * Math.sqrt(2 / 399));
  });

  it('draws from singular components: a line, a point', () => {
    const flat = {
      dimension: 2,
      weights: Float64Array.of(1),
      means: Float64Array.of(1, 2),
      covariances: Float64Array.of(1, 2, 2, 4),
    };
    const { points } = sampleMixture(flat, 100, rng(1));
    for (let i = 0; i < 100; i++) expect(points[2 * i + 1] - 2).toBeCloseTo(2 * (points[2 * i] - 1), 7);
    expect(new Set(points).size).toBe(200);
    const point = sampleMixture({ ...flat, covariances: new Float64Array(4) }, 3, rng(2));
    expect(point.points).toEqual(Float64Array.of(1, 2, 1, 2, 1, 2));
  });

  it('draws none when none are asked for, and refuses a population', () => {
    expect(sampleMixture(tilted, 0, rng(0))).toEqual({ count: 0, points: new Float64Array(0) });
    expect(() => sampleMixture(tilted, Number.POSITIVE_INFINITY, rng(0))).toThrow(RangeError);
  });
});
