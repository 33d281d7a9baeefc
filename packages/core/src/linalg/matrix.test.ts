import { describe, expect, it } from 'vitest';
import { gram, multiply, multiplyTransposedLeft, requireSquare, trace } from './matrix.js';

const a = Float64Array.of(1, 2, 3, 4);
const b = Float64Array.of(5, 6, 7, 8);

describe('small matrices', () => {
  it('adds up the diagonal', () => {
    expect(trace(a, 2)).toBe(5);
  });

  it('multiplies by hand-worked products', () => {
    expect(Array.from(multiply(a, b, 2, new Float64Array(4)))).toEqual([19, 22, 43, 50]);
    expect(Array.from(multiplyTransposedLeft(a, b, 2, new Float64Array(4)))).toEqual([26, 30, 38, 44]);
    expect(Array.from(gram(a, 2, new Float64Array(4)))).toEqual([5, 11, 11, 25]);
  });

  it('overwrites what was in out', () => {
    expect(Array.from(multiply(a, b, 2, new Float64Array(4).fill(9)))).toEqual([19, 22, 43, 50]);
    expect(Array.from(multiplyTransposedLeft(a, b, 2, new Float64Array(4).fill(9)))).toEqual([26, 30, 38, 44]);
  });

  it('refuses a matrix of the wrong length and a dimension that is none', () => {
    expect(() => requireSquare('covariance', new Float64Array(5), 2)).toThrow(
      new RangeError('covariance: expected 2 x 2 = 4 numbers, found 5'),
    );
    for (const dimension of [0, -1, 1.5, Number.NaN]) {
      expect(() => requireSquare('a', new Float64Array(0), dimension)).toThrow(RangeError);
    }
  });
});
