import { describe, expect, it } from 'vitest';
import { cholesky, inverseFromCholesky, logDeterminantFromCholesky, solveCholesky, solveLower } from './cholesky.js';

// L = (2 . . / 6 1 . / -8 5 3), a textbook example with integer answers.
const a = Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98);
const lower = [2, 0, 0, 6, 1, 0, -8, 5, 3];

describe('Cholesky factor', () => {
  it('is exact on a matrix of integers, with zeros above the diagonal', () => {
    const out = new Float64Array(9).fill(7);
    expect(cholesky(a, 3, out)).toBe(true);
    expect(Array.from(out)).toEqual(lower);
  });

  it('reads only the lower triangle and may work in place', () => {
    const inPlace = Float64Array.of(4, NaN, NaN, 12, 37, NaN, -16, -43, 98);
    expect(cholesky(inPlace, 3, inPlace)).toBe(true);
    expect(Array.from(inPlace)).toEqual(lower);
  });

  it('says no to singular, indefinite and non-finite matrices', () => {
    const out = new Float64Array(4);
    expect(cholesky(Float64Array.of(0), 1, new Float64Array(1))).toBe(false);
    expect(cholesky(Float64Array.of(1, 1, 1, 1), 2, out)).toBe(false);
    // 0.1 * 0.9 - 0.3 * 0.3 is not 0 in floating point, but is nothing else than rounding.
    expect(cholesky(Float64Array.of(0.1, 0.3, 0.3, 0.9), 2, out)).toBe(false);
    expect(cholesky(Float64Array.of(1, 2, 2, 1), 2, out)).toBe(false);
    expect(cholesky(Float64Array.of(NaN, 0, 0, 1), 2, out)).toBe(false);
    expect(cholesky(Float64Array.of(1, 0, 0, Infinity), 2, out)).toBe(false);
  });

  it('accepts tiny variances: what counts is the shape, not the scale', () => {
    const out = new Float64Array(4);
    expect(cholesky(Float64Array.of(1e-300), 1, new Float64Array(1))).toBe(true);
    expect(cholesky(Float64Array.of(1, 0.5e-20, 0.5e-20, 1e-40), 2, out)).toBe(true);
  });

  it('refuses wrong lengths', () => {
    expect(() => cholesky(a, 2, new Float64Array(4))).toThrow(RangeError);
    expect(() => cholesky(a, 3, new Float64Array(4))).toThrow(RangeError);
  });
});

describe('what the factor is for', () => {
  const factor = Float64Array.from(lower);

  it('gives the log-determinant, far beyond the range of the determinant', () => {
    expect(logDeterminantFromCholesky(factor, 3)).toBeCloseTo(Math.log(36), 14);
    expect(logDeterminantFromCholesky(Float64Array.of(1e-200, 0, 0, 1e-200), 2)).toBeCloseTo(-800 * Math.LN10, 10);
  });

  it('solves triangular and full systems, in place too', () => {
    // A (1, 2, 3)' = (-20, -43, 192)', L (1, 2, 3)' = (2, 8, 11)'.
    const full = Float64Array.of(-20, -43, 192);
    expect(Array.from(solveCholesky(factor, 3, full, full))).toEqual([1, 2, 3]);
    expect(Array.from(solveLower(factor, 3, Float64Array.of(2, 8, 11), new Float64Array(3)))).toEqual([1, 2, 3]);
  });

  it('inverts', () => {
    const inverse = inverseFromCholesky(factor, 3, new Float64Array(9));
    const expected = [1777 / 36, -122 / 9, 19 / 9, -122 / 9, 34 / 9, -5 / 9, 19 / 9, -5 / 9, 1 / 9];
    for (let i = 0; i < 9; i++) expect(inverse[i]).toBeCloseTo(expected[i], 12);
  });
});
