import { describe, expect, it } from 'vitest';
import { uniform } from '../random/xoshiro128.js';
import { mannWhitney } from './mann-whitney.js';

/** Every way to choose which `size` of `length` ranks the first sample gets. */
function subsets(length: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]];
  const all: number[][] = [];
  for (let i = from; i <= length - size; i++) for (const rest of subsets(length, size - 1, i + 1)) all.push([i, ...rest]);
  return all;
}

function u(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < x.length; i++) for (let j = 0; j < y.length; j++) count += x[i] > y[j] ? 1 : x[i] === y[j] ? 0.5 : 0;
  return count;
}

describe('Mann-Whitney test', () => {
  it.each([
    [1, 1],
    [1, 6],
    [3, 4],
    [5, 2],
    [4, 5],
  ])('counts orders exactly, %i against %i', (n1, n2) => {
    const n = n1 + n2;
    const splits = subsets(n, n1).map((xs) => {
      const ys = Array.from({ length: n }, (_, i) => i).filter((i) => !xs.includes(i));
      return { xs, ys, u: u(xs, ys) };
    });
    for (const { xs, ys, u } of splits) {
      const found = mannWhitney(Float64Array.from(xs), Float64Array.from(ys));
      const larger = Math.max(u, n1 * n2 - u);
      const asExtreme = splits.filter((split) => split.u >= larger).length / splits.length;
      expect(found.method).toBe('exact');
      expect(found.u).toBe(u);
      expect(found.pValue).toBeCloseTo(Math.min(1, 2 * asExtreme), 14);
    }
  });

  it('keeps its digits where the samples lie apart: 2 of C(100, 50) orders', () => {
    const low = Float64Array.from({ length: 50 }, (_, i) => i);
    let orders = 1;
    for (let i = 1; i <= 50; i++) orders *= (50 + i) / i;
    const { pValue } = mannWhitney(
      low,
      low.map((x) => x + 100),
    );
    expect((pValue * orders) / 2).toBeCloseTo(1, 12);
  });

  it('counts ties as one half and takes the normal approximation then', () => {
    const x = Float64Array.of(1, 2, 2, 3, 0, -0);
    const y = Float64Array.of(2, 2, 0, 5);
    const found = mannWhitney(x, y);
    expect(found.u).toBe(u(x, y));
    expect(found.method).toBe('normal');
  });

  it('does not care which sample comes first', () => {
    const rng = { state: Uint32Array.of(1, 2, 3, 4) };
    for (const [n1, n2] of [
      [6, 9],
      [60, 90],
    ]) {
      const x = Float64Array.from({ length: n1 }, () => uniform(rng));
      const y = Float64Array.from({ length: n2 }, () => uniform(rng) + 0.2);
      const forth = mannWhitney(x, y);
      const back = mannWhitney(y, x);
      expect(forth.u + back.u).toBe(n1 * n2);
      expect(forth.pValue).toBe(back.pValue);
    }
  });

  it('finds no difference where all values are equal', () => {
    expect(mannWhitney(new Float64Array(3).fill(1), new Float64Array(4).fill(1))).toEqual({ u: 6, pValue: 1, method: 'normal' });
  });

  it('leaves its samples alone and refuses empty ones and NaN', () => {
    const x = Float64Array.of(3, 1, 2);
    mannWhitney(x, x);
    expect(x).toEqual(Float64Array.of(3, 1, 2));
    expect(() => mannWhitney(new Float64Array(0), x)).toThrow('expected at least one value in each sample, found 0 and 3');
    expect(() => mannWhitney(x, Float64Array.of(NaN))).toThrow('expected numbers, found NaN');
  });
});
