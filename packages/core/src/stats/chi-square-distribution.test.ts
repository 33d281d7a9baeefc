import { describe, expect, it } from 'vitest';
import { centralVariance, chiSquareCdf, chiSquareQuantile } from './chi-square-distribution.js';

describe('chi-square', () => {
  it('is 1 - e^(-x/2) for two degrees, and erf(sqrt(x/2)) at its ends', () => {
    for (const x of [1e-12, 0.3, 2, 30]) expect(chiSquareCdf(x, 2) / -Math.expm1(-x / 2)).toBeCloseTo(1, 13);
    expect(chiSquareCdf(0, 3)).toBe(0);
    expect(chiSquareCdf(-1, 3)).toBe(0);
    expect(chiSquareCdf(1e9, 3)).toBe(1);
    expect(chiSquareCdf(Number.POSITIVE_INFINITY, 64)).toBe(1);
  });

  it('has quantiles that undo it, up to the ends', () => {
    for (const degrees of [1, 2, 7, 64]) {
      for (const p of [1e-8, 0.2, 0.5, 0.99]) {
        expect(chiSquareCdf(chiSquareQuantile(p, degrees), degrees) / p).toBeCloseTo(1, 12);
      }
      expect(chiSquareQuantile(0, degrees)).toBeLessThan(1e-300);
      expect(chiSquareQuantile(1, degrees)).toBe(Number.POSITIVE_INFINITY);
    }
    expect(chiSquareQuantile(0.95, 1)).toBeCloseTo(1.959963984540054 ** 2, 12);
    for (const p of [-0.1, 1.1, Number.NaN]) expect(() => chiSquareQuantile(p, 1)).toThrow(RangeError);
  });

  it('leaves a whole normal its variance', () => {
    expect(centralVariance(1, 3)).toBe(1);
    expect(centralVariance(1 - 1e-12, 3)).toBeCloseTo(1, 9);
    // Uniform in the end: 1/3 of the squared half width.
    const half = chiSquareQuantile(1e-6, 1);
    expect(centralVariance(1e-6, 1) / (half / 3)).toBeCloseTo(1, 6);
  });
});
