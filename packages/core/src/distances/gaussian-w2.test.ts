import { describe, expect, it } from 'vitest';
import { uniform } from '../random/xoshiro128.js';
import { gaussianW2Squared } from './gaussian-w2.js';

const rng = { state: Uint32Array.of(1, 2, 3, 4) };

function randomMean(d: number): Float64Array {
  return Float64Array.from({ length: d }, () => uniform(rng) - 0.5);
}

function randomCovariance(d: number, rank: number): Float64Array {
  const rows = Array.from({ length: d }, () => randomMean(rank));
  return Float64Array.from(rows.flatMap((x) => rows.map((y) => x.reduce((sum, value, k) => sum + value * y[k], 0))));
}

function diagonal(entries: readonly number[]): Float64Array {
  const a = new Float64Array(entries.length ** 2);
  for (let i = 0; i < entries.length; i++) a[i * entries.length + i] = entries[i];
  return a;
}

const zero = new Float64Array(3);

describe('squared 2-Wasserstein distance between Gaussians', () => {
  it('is |m1 - m2|^2 + (s1 - s2)^2 on a line', () => {
    expect(gaussianW2Squared(Float64Array.of(1), Float64Array.of(4), Float64Array.of(3), Float64Array.of(25), 1)).toBe(13);
    expect(gaussianW2Squared(Float64Array.of(1), Float64Array.of(0), Float64Array.of(1), Float64Array.of(0), 1)).toBe(0);
  });

  it('is the sum over the coordinates when these are independent, a variance of zero included', () => {
    const found = gaussianW2Squared(zero, diagonal([4, 0, 9]), Float64Array.of(1, 0, 0), diagonal([1, 25, 9]), 3);
    expect(found).toBeCloseTo(1 + 1 + 25 + 0, 13);
  });

  it('is the second moment around a point', () => {
    const cov = randomCovariance(3, 3);
    const found = gaussianW2Squared(Float64Array.of(1, 2, 3), new Float64Array(9), zero, cov, 3);
    expect(found).toBeCloseTo(14 + cov[0] + cov[4] + cov[8], 13);
  });

  it.each([
    [2, 2],
    [3, 1],
    [5, 3],
    [16, 16],
  ])('is a metric: zero for equals, symmetric, and its root keeps the triangle inequality (dimension %i, rank %i)', (d, rank) => {
    for (let trial = 0; trial < 20; trial++) {
      const [m1, m2, m3] = [randomMean(d), randomMean(d), randomMean(d)];
      const [s1, s2, s3] = [randomCovariance(d, rank), randomCovariance(d, rank), randomCovariance(d, d)];
      expect(gaussianW2Squared(m1, s1, m1, s1, d)).toBeLessThan(1e-28);
      const ab = gaussianW2Squared(m1, s1, m2, s2, d);
      expect(gaussianW2Squared(m2, s2, m1, s1, d)).toBeCloseTo(ab, 13);
      const ac = gaussianW2Squared(m1, s1, m3, s3, d);
      const bc = gaussianW2Squared(m2, s2, m3, s3, d);
      expect(Math.sqrt(ab)).toBeLessThan(Math.sqrt(ac) + Math.sqrt(bc));
    }
  });

  it('is what the map x -> A x from one Gaussian to the other costs: Tr S (A - 1)^2 for positive definite A', () => {
    // S = (2 1 / 1 3), A = (1.5 0.5 / 0.5 2), A S A by hand.
    const found = gaussianW2Squared(
      new Float64Array(2),
      Float64Array.of(2, 1, 1, 3),
      new Float64Array(2),
      Float64Array.of(6.75, 7.75, 7.75, 14.5),
      2,
    );
    // (A - 1)^2 = (0.5 0.75 / 0.75 1.25); Tr S (A - 1)^2 = 1 + 0.75 + 0.75 + 3.75.
    expect(found).toBeCloseTo(6.25, 13);
  });

  it('scales with the square of the unit, at both ends of the number range', () => {
    for (const scale of [1e-280, 1e280]) {
      const found = gaussianW2Squared(
        zero,
        diagonal([4, 0, 9]).map((x) => x * scale),
        zero,
        diagonal([1, 25, 9]).map((x) => x * scale),
        3,
      );
      expect(found / scale).toBeCloseTo(26, 12);
    }
  });

  it('leaves its arguments alone and refuses what is no Gaussian', () => {
    const cov = Float64Array.of(2, 1, 1, 3);
    const mean = new Float64Array(2);
    gaussianW2Squared(mean, cov, mean, cov, 2);
    expect(cov).toEqual(Float64Array.of(2, 1, 1, 3));
    expect(() => gaussianW2Squared(mean, cov, mean, Float64Array.of(1, 2, 2, 1), 2)).toThrow(RangeError);
    expect(() => gaussianW2Squared(mean, cov, zero, cov, 2)).toThrow('means: expected 2 numbers each, found 2 and 3');
    expect(() => gaussianW2Squared(mean, cov, mean, new Float64Array(9), 2)).toThrow(RangeError);
    const one = Float64Array.of(1);
    for (const variance of [-1, NaN, Infinity]) {
      expect(() => gaussianW2Squared(one, one, one, Float64Array.of(variance), 1)).toThrow(RangeError);
    }
  });
});
