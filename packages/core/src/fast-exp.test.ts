import { expect, it } from 'vitest';
import { expWithin, fastExp } from './fast-exp.js';

it('is exact at 0, 0 where results would be subnormal, infinite where they overflow, and passes on NaN', () => {
  expect(fastExp(0)).toBe(1);
  expect(fastExp(-708)).toBe(0);
  expect(fastExp(Number.NEGATIVE_INFINITY)).toBe(0);
  expect(fastExp(-707.99)).toBeGreaterThan(0);
  expect(fastExp(710)).toBe(Number.POSITIVE_INFINITY);
  expect(fastExp(709.5) / Math.exp(709.5)).toBeCloseTo(1, 14);
  expect(fastExp(Number.NaN)).toBeNaN();
  expect(expWithin(Number.NaN)).toBeNaN();
});

it('rises without a step where the table changes', () => {
  for (let j = -640; j < 640; j++) {
    const edge = ((j + 0.5) * Math.LN2) / 64;
    expect(fastExp(edge + 1e-13)).toBeGreaterThan(fastExp(edge - 1e-13));
  }
});
