import { describe, expect, it } from 'vitest';
import { gaussianKl } from './gaussian-kl.js';

const origin = new Float64Array(2);
const unit = Float64Array.of(1, 0, 0, 1);

describe('Kullback-Leibler divergence between Gaussians', () => {
  it('is half the squared Mahalanobis distance for equal covariances', () => {
    const cov = Float64Array.of(2, 1, 1, 1);
    // S^-1 = (1 -1 / -1 2), (1, 2) S^-1 (1, 2)' = 1 - 4 + 8.
    expect(gaussianKl(Float64Array.of(1, 2), cov, origin, cov, 2)).toBeCloseTo(2.5, 14);
  });

  it('is (r - 1 - ln r) / 2 for variances in the ratio r, continuous where the method of summation changes', () => {
    for (const ratio of [1e-300, 1e-3, 0.4999999, 0.5, 0.5000001, 0.9, 1.1, 1.4999999, 1.5, 1.5000001, 7, 1e6]) {
      const expected = (ratio - 1 - Math.log(ratio)) / 2;
      const found = gaussianKl(Float64Array.of(0), Float64Array.of(ratio), Float64Array.of(0), Float64Array.of(1), 1);
      expect(found / expected).toBeCloseTo(1, 13);
    }
  });

  it('is not symmetric: the first Gaussian is the one that averages', () => {
    const found = gaussianKl(Float64Array.of(0), Float64Array.of(4), Float64Array.of(0), Float64Array.of(1), 1);
    expect(found).toBeCloseTo((3 - Math.log(4)) / 2, 14);
  });

  it('is quadratic near zero and never negative', () => {
    for (const e of [1e-3, 1e-6, 1e-9, 1e-12, -1e-12, -1e-9, -1e-6]) {
      const found = gaussianKl(origin, Float64Array.of(1 + e, 0, 0, 1), origin, unit, 2);
      const exact = 1 + e - 1;
      expect(found / ((exact * exact) / 4 - (exact * exact * exact) / 6)).toBeCloseTo(1, 5);
    }
  });

  it('is infinite where the support is lost, in either direction, and zero for equals', () => {
    const line = Float64Array.of(1, 1, 1, 1);
    expect(gaussianKl(origin, line, origin, unit, 2)).toBe(Infinity);
    expect(gaussianKl(origin, unit, origin, line, 2)).toBe(Infinity);
    expect(gaussianKl(Float64Array.of(1), Float64Array.of(0), Float64Array.of(0), Float64Array.of(0), 1)).toBe(Infinity);
    expect(gaussianKl(origin, line, origin, line, 2)).toBe(0);
    expect(gaussianKl(origin, unit, origin, unit, 2)).toBe(0);
    expect(gaussianKl(Float64Array.of(1e200), Float64Array.of(1), Float64Array.of(0), Float64Array.of(1), 1)).toBe(Infinity);
  });

  it('does not depend on the units of the coordinates', () => {
    const shrink = 1e-100;
    const inUnits = gaussianKl(Float64Array.of(1, 1), Float64Array.of(2, 1, 1, 3), origin, Float64Array.of(3, -1, -1, 2), 2);
    const shrunk = gaussianKl(
      Float64Array.of(1, shrink),
      Float64Array.of(2, shrink, shrink, 3 * shrink * shrink),
      origin,
      Float64Array.of(3, -shrink, -shrink, 2 * shrink * shrink),
      2,
    );
    expect(shrunk).toBeCloseTo(inUnits, 13);
  });

  it('leaves its arguments alone and refuses wrong lengths and non-finite numbers', () => {
    const mean = Float64Array.of(1, 2);
    const cov = Float64Array.of(2, 1, 1, 3);
    gaussianKl(mean, cov, origin, unit, 2);
    expect(mean).toEqual(Float64Array.of(1, 2));
    expect(cov).toEqual(Float64Array.of(2, 1, 1, 3));
    expect(() => gaussianKl(mean, cov, origin, unit, 3)).toThrow(RangeError);
    expect(() => gaussianKl(Float64Array.of(1), cov, origin, unit, 2)).toThrow(RangeError);
    expect(() => gaussianKl(mean, Float64Array.of(1, NaN, NaN, 1), origin, unit, 2)).toThrow(
      'expected finite parameters, found NaN',
    );
  });
});
