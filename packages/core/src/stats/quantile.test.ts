import { describe, expect, it } from 'vitest';
import { median, quantile, quantileOfSorted } from './quantile.js';

const values = Float64Array.of(5, 1, 3, 2);

describe('quantile', () => {
  it('runs linearly from the minimum to the maximum', () => {
    expect(quantile(values, 0)).toBe(1);
    expect(quantile(values, 1 / 3)).toBe(2);
    expect(quantile(values, 0.5)).toBe(2.5);
    expect(quantile(values, 5 / 6)).toBeCloseTo(4, 14);
    expect(quantile(values, 1)).toBe(5);
  });

  it('never leaves the range of the data and never falls', () => {
    let before = 1;
    for (let i = 0; i <= 1000; i++) {
      const q = quantile(values, i / 1000);
      expect(q).toBeGreaterThanOrEqual(before);
      expect(q).toBeLessThanOrEqual(5);
      before = q;
    }
  });

  it('sorts numbers as numbers and leaves the values alone', () => {
    const unsorted = Float64Array.of(10, 9, -1);
    expect(median(unsorted)).toBe(9);
    expect(unsorted).toEqual(Float64Array.of(10, 9, -1));
    expect(median(Float64Array.of(4, 1))).toBe(2.5);
  });

  it('passes through infinite values', () => {
    expect(quantileOfSorted(Float64Array.of(-Infinity, -Infinity, 0, Infinity), 1 / 6)).toBe(-Infinity);
    expect(quantileOfSorted(Float64Array.of(-Infinity, 0, Infinity), 0.5)).toBe(0);
  });

  it('refuses no values, NaN and probabilities that are none', () => {
    expect(() => median(new Float64Array(0))).toThrow('expected at least one value, found none');
    expect(() => median(Float64Array.of(1, NaN, 2))).toThrow('expected numbers, found NaN');
    for (const p of [-0.1, 1.1, NaN]) expect(() => quantile(values, p)).toThrow(RangeError);
  });
});
