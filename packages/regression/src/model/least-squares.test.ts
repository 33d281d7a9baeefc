import { describe, expect, it } from 'vitest';
import { leastSquares } from './least-squares.js';

const of = (x: number[], y: number[], weights?: number[]) => ({
  count: y.length,
  x: Float64Array.from(x),
  y: Float64Array.from(y),
  ...(weights && { weights: Float64Array.from(weights) }),
});

describe('least squares', () => {
  it('is exact where the labels are', () => {
    const w = leastSquares(of([1, 0, 1, 1, 1, 2, 1, 3], [5, 3, 1, -1]), 2, 0);
    expect(w[0]).toBeCloseTo(5, 13);
    expect(w[1]).toBeCloseTo(-2, 13);
  });

  it('with a weight of 2 is the fit with the row twice, and a penalty is a row of its own', () => {
    const weighted = leastSquares(of([1, 2, 3, -1, 0.5, 1], [1, 0, 2], [1, 2, 1]), 2, 0);
    const twice = leastSquares(of([1, 2, 3, -1, 3, -1, 0.5, 1], [1, 0, 0, 2]), 2, 0);
    const penalised = leastSquares(of([1, 2, 3, -1, 0.5, 1], [1, 0, 2]), 2, 4);
    const rows = leastSquares(of([1, 2, 3, -1, 0.5, 1, 2, 0, 0, 2], [1, 0, 2, 0, 0]), 2, 0);
    for (let j = 0; j < 2; j++) {
      expect(weighted[j]).toBeCloseTo(twice[j], 14);
      expect(penalised[j]).toBeCloseTo(rows[j], 14);
    }
  });

  it('keeps ten digits where the condition of X is 1e6, which the normal equations would square', () => {
    const small = 1e-6;
    const w = leastSquares(of([1, 1, 1, 1 + small, 1, 1 - small, 1, 1], [2, 2 + small, 2 - small, 2]), 2, 0);
    expect(w[0]).toBeCloseTo(1, 9);
    expect(w[1]).toBeCloseTo(1, 9);
  });

  it('of identical rows is the shortest solution', () => {
    const w = leastSquares(of([1, 1, 1, 1], [3, 5]), 2, 0);
    expect(w[0]).toBeCloseTo(2, 13);
    expect(w[1]).toBeCloseTo(2, 13);
    expect(leastSquares(of([0, 0], [1]), 2, 0)).toEqual(new Float64Array(2));
  });

  it('leaves its arguments alone and refuses what has no fit', () => {
    const data = of([1, 2, 3, 4], [1, 2], [1, 3]);
    const before = structuredClone(data);
    leastSquares(data, 2, 1);
    expect(data).toEqual(before);
    expect(() => leastSquares(of([], []), 1, 0)).toThrow('expected at least 1 row, found 0');
    expect(() => leastSquares(of([1, Number.NaN], [1, 2]), 1, 0)).toThrow('expected finite rows and labels');
    expect(() => leastSquares(of([1, 2], [1, Infinity]), 1, 1)).toThrow('expected finite rows and labels');
    expect(() => leastSquares(of([1, 2], [1, 2], [1, -1]), 1, 0)).toThrow('weights of at least 0, found -1');
    expect(() => leastSquares(of([1, 2], [1, 2], [1, Number.NaN]), 1, 0)).toThrow(RangeError);
  });
});
