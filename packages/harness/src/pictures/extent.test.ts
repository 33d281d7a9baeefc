import { expect, test } from 'vitest';
import { everySecond, extentOf } from './extent.js';

test('reaches over all finite values', () => {
  const list = [Float64Array.of(5, 1, -2, 7), Float64Array.of(3, Number.NaN, Number.NEGATIVE_INFINITY, 9)];
  expect(extentOf(everySecond(list, 0))).toEqual([-2, 5]);
  expect(extentOf(everySecond(list, 1))).toEqual([1, 9]);
});

test('always has room', () => {
  expect(extentOf([])).toEqual([0, 1]);
  expect(extentOf([3, 3])).toEqual([2.5, 3.5]);
  for (const value of [0, 1e-200, 1e149, -1e149, 1e300]) {
    const [low, high] = extentOf([value, value]);
    expect(low).toBeLessThan(high);
    expect(Number.isFinite(high - low)).toBe(true);
  }
});
