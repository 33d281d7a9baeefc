import { describe, expect, it } from 'vitest';
import { uniform } from '../random/xoshiro128.js';
import { solveLinear } from './solve-linear.js';

function random(length: number, seed: number): Float64Array {
  const rng = { state: Uint32Array.of(seed, 8, 9, 10) };
  return Float64Array.from({ length }, () => uniform(rng) - 0.5);
}

/** Gauss-Jordan elimination as in a textbook, one right-hand side. */
function naiveSolve(a: Float64Array, n: number, b: Float64Array): number[] {
  const rows = Array.from({ length: n }, (_, i) => [...a.subarray(i * n, i * n + n), b[i]]);
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k; i < n; i++) if (Math.abs(rows[i][k]) > Math.abs(rows[best][k])) best = i;
    [rows[k], rows[best]] = [rows[best], rows[k]];
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = rows[i][k] / rows[k][k];
      for (let j = k; j <= n; j++) rows[i][j] -= factor * rows[k][j];
    }
  }
  return rows.map((row, i) => row[n] / row[i]);
}

describe('linear systems', () => {
  // Sizes around the block of 48 and its tiles of 2 x 4.
  it.each([1, 2, 3, 7, 47, 48, 49, 50, 51, 53, 95, 96, 97, 98, 151])('agrees with plain elimination, n = %i', (n) => {
    const a = random(n * n, n);
    const b = random(n, n + 1000);
    const x = solveLinear(a, n, b);
    naiveSolve(a, n, b).forEach((value, i) => {
      expect(Math.abs(x[i] - value)).toBeLessThan(1e-9 * Math.max(1, Math.abs(value)));
    });
  });

  it('solves several right-hand sides at once and leaves its inputs alone', () => {
    const n = 60;
    const a = random(n * n, 3);
    const b = random(n * 3, 4);
    const [aBefore, bBefore] = [a.slice(), b.slice()];
    const x = solveLinear(a, n, b);
    expect(a).toEqual(aBefore);
    expect(b).toEqual(bBefore);
    for (let c = 0; c < 3; c++) {
      const one = solveLinear(
        a,
        n,
        Float64Array.from({ length: n }, (_, i) => b[i * 3 + c]),
      );
      for (let i = 0; i < n; i++) expect(x[i * 3 + c]).toBe(one[i]);
    }
  });

  it('swaps rows where the pivot is zero', () => {
    expect(Array.from(solveLinear(Float64Array.of(0, 2, 1, 0), 2, Float64Array.of(6, 5)))).toEqual([5, 3]);
  });

  it("knows the gambler's ruin: the chance to reach n + 1 before 0 from i is i / (n + 1), the time i (n + 1 - i)", () => {
    const n = 200;
    const a = new Float64Array(n * n);
    const b = new Float64Array(n * 2);
    for (let i = 0; i < n; i++) {
      a[i * n + i] = 1;
      if (i > 0) a[i * n + i - 1] = -0.5;
      if (i < n - 1) a[i * n + i + 1] = -0.5;
      b[i * 2 + 1] = 1;
    }
    b[(n - 1) * 2] = 0.5;
    const x = solveLinear(a, n, b);
    for (let i = 0; i < n; i++) {
      expect(x[i * 2]).toBeCloseTo((i + 1) / (n + 1), 12);
      expect(x[i * 2 + 1] / ((i + 1) * (n - i))).toBeCloseTo(1, 11);
    }
  });

  it('refuses singular matrices and wrong lengths', () => {
    expect(() => solveLinear(Float64Array.of(1, 2, 2, 4), 2, Float64Array.of(1, 1))).toThrow(/non-singular.*pivot 0 in column 1/);
    expect(() => solveLinear(Float64Array.of(NaN), 1, Float64Array.of(1))).toThrow(RangeError);
    expect(() => solveLinear(Float64Array.of(1, 0, 0, 1), 2, Float64Array.of(1, 1, 1))).toThrow(RangeError);
    expect(() => solveLinear(Float64Array.of(1, 0, 0, 1), 2, new Float64Array(0))).toThrow(RangeError);
  });
});
