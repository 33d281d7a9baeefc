import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile, twoSidedNormalP } from './normal-distribution.js';

describe('normal distribution', () => {
  it('is symmetric', () => {
    expect(normalCdf(0)).toBe(0.5);
    for (const z of [0.1, 1, 2, 5]) {
      expect(normalCdf(z) + normalCdf(-z)).toBeCloseTo(1, 15);
      expect(twoSidedNormalP(z)).toBe(twoSidedNormalP(-z));
      expect(twoSidedNormalP(z)).toBeCloseTo(2 * normalCdf(-z), 15);
    }
    expect(twoSidedNormalP(0)).toBe(1);
  });

  it('has quantiles that invert the distribution function, far into the lower tail', () => {
    for (let exponent = -300; exponent < 0; exponent++) {
      const p = 10 ** exponent;
      // Relative error of p: |z| phi(z)/Phi(z) ~ z^2 times that of z.
      expect(Math.abs(normalCdf(normalQuantile(p)) / p - 1)).toBeLessThan(1e-12);
    }
  });

  it('rises across the change of method at 0.01', () => {
    const before = normalQuantile(0.01);
    const after = normalQuantile(0.01 + 1e-15);
    expect(after).toBeGreaterThan(before);
    expect(after - before).toBeLessThan(1e-13);
  });

  it('reaches both ends, and the smallest number there is', () => {
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(Number.MIN_VALUE)).toBeCloseTo(-38.5, 0);
    for (const p of [-0.1, 1.1, NaN]) expect(() => normalQuantile(p)).toThrow(RangeError);
  });
});
