import { describe, expect, it } from 'vitest';
import { gram } from './matrix.js';
import { semidefiniteFactor } from './semidefinite-factor.js';

describe('factor of a positive semidefinite matrix', () => {
  it.each([
    ['regular', [5, 4, 4, 5]],
    ['of rank one', [1, 2, 2, 4]],
    ['of rank one up to rounding', [0.1, 0.3, 0.3, 0.9]],
    ['with a variance of zero', [0, 0, 0, 1e-200]],
    ['zero', [0, 0, 0, 0]],
    ['graded', [1, 0.5e-100, 0.5e-100, 1e-200]],
  ])('gives a matrix that is %s back as F F prime', (_, entries) => {
    const back = gram(semidefiniteFactor(Float64Array.from(entries), 2), 2, new Float64Array(4));
    entries.forEach((entry, i) => {
      expect(Math.abs(back[i] - entry)).toBeLessThanOrEqual(2e-15 * entry);
    });
  });

  it('has the rank of the matrix: zeros are zeros, not square roots of rounding errors', () => {
    // Rank 1: a column of F is all there is.
    const u = [0.1, 0.7, 1.3];
    const factor = semidefiniteFactor(Float64Array.from(u.flatMap((x) => u.map((y) => x * y))), 3);
    for (let i = 0; i < 3; i++) {
      expect(Math.abs(factor[i * 3])).toBe(0);
      expect(Math.abs(factor[i * 3 + 1])).toBe(0);
      expect(Math.abs(factor[i * 3 + 2])).toBeCloseTo(u[i], 14);
    }
  });

  it('takes an estimated covariance whose rounding errors are those of many points', () => {
    const rounded = semidefiniteFactor(Float64Array.of(1, 1 + 1e-12, 1 + 1e-12, 1), 2);
    expect([rounded[0], rounded[2]].map(Math.abs)).toEqual([0, 0]);
  });

  it('refuses what is not positive semidefinite', () => {
    expect(() => semidefiniteFactor(Float64Array.of(1, 2, 2, 1), 2)).toThrow(/found the eigenvalue -1/);
    expect(() => semidefiniteFactor(Float64Array.of(1e-40, 2e-40, 2e-40, 1e-40), 2)).toThrow(RangeError);
    expect(() => semidefiniteFactor(Float64Array.of(-1e-300), 1)).toThrow(/found -1e-300 on its diagonal/);
    expect(() => semidefiniteFactor(Float64Array.of(1, 0.1, 0.1, 0), 2)).toThrow(/covariance 0.1 beside variance 0/);
    expect(() => semidefiniteFactor(Float64Array.of(1, NaN, NaN, 1), 2)).toThrow(RangeError);
  });
});
