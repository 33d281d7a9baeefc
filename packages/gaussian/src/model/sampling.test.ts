import { centralVariance, chiSquareQuantile, normalDensity, streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../../core/src/testing/seed-offset.js';
import { drawCentralPoints } from './points.js';

const rng = (index: number) => streamAt(streamKey(testSeed(3), 'sampling.test'), index);
const MEAN = Float64Array.of(1, -2, 0.5);
const COVARIANCE = Float64Array.of(2, 0.6, -0.3, 0.6, 1, 0.2, -0.3, 0.2, 0.5);

describe('top-p sampling', () => {
  it.each([0.2, 0.8, 0.99])('stays in the central %d and fills it evenly by mass', (p) => {
    const count = 20_000;
    const factor = 1.5;
    const { points } = drawCentralPoints(count, MEAN, COVARIANCE, factor, p, rng(1));
    const distances = normalDensity(
      MEAN,
      COVARIANCE.map((entry) => factor * entry),
    ).squaredDistances(points);
    const edge = chiSquareQuantile(p, 3);
    expect(Math.max(...distances)).toBeLessThanOrEqual(edge * (1 + 1e-12));
    for (const part of [0.1, 0.5, 0.9]) {
      const within = distances.filter((distance) => distance <= chiSquareQuantile(part * p, 3)).length / count;
      expect(Math.abs(within - part)).toBeLessThan(4.5 * Math.sqrt((part * (1 - part)) / count));
    }
    // Cov = P(chi^2_5 <= q)/p Sigma: each entry's error is below that of a normal of as much variance.
    const shrunk = factor * centralVariance(p, 3);
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let k = 0; k < count; k++) sum += (points[3 * k + i] - MEAN[i]) * (points[3 * k + j] - MEAN[j]);
        const [a, b, c] = [COVARIANCE[4 * i], COVARIANCE[4 * j], COVARIANCE[3 * i + j]].map((entry) => shrunk * entry);
        expect(Math.abs(sum / count - c)).toBeLessThan(4.5 * Math.sqrt((a * b + c * c) / count));
      }
    }
  });

  it('of a model without spread is its mean', () => {
    const { points } = drawCentralPoints(3, Float64Array.of(2), Float64Array.of(0), 1, 0.5, rng(2));
    expect([...points]).toEqual([2, 2, 2]);
  });
});
