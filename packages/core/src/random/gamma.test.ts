import { expect, test } from 'vitest';
import { digamma, ln, trigamma } from '../special.js';
import { testRng } from '../testing/seed-offset.js';
import { chiSquare, gamma } from './gamma.js';
import type { Rng } from './rng.js';

const seeded = (): Rng => testRng(1, 7, 3, 2);

test.each([0.2, 0.7, 1, 2.5, 30, 1e7])('gamma(%d): raw moments up to the fourth', (shape) => {
  const rng = seeded();
  const draws = 200_000;
  const sums = [0, 0, 0, 0];
  for (let i = 0; i < draws; i++) {
    const x = gamma(rng, shape) / shape;
    for (let m = 0; m < 4; m++) sums[m] += x ** (m + 1);
  }
  // E (x / shape)^m = product of (shape + j) / shape, j < m.
  const raw = [1];
  for (let m = 1; m <= 8; m++) raw.push((raw[m - 1] * (shape + m - 1)) / shape);
  for (let m = 1; m <= 4; m++) {
    // At shape 1e7 the difference of raw moments cancels: m^2 / shape is its leading term.
    const variance = shape > 1e5 ? (m * m) / shape : raw[2 * m] - raw[m] ** 2;
    expect(Math.abs(sums[m - 1] / draws - raw[m])).toBeLessThan(4.5 * Math.sqrt(variance / draws));
  }
});

test.each([1, 3, 100, 1e7, 2 ** 53])('chi-square(%d): mean, variance, third moment and mean logarithm', (df) => {
  const rng = seeded();
  const draws = 100_000;
  const deviation = Math.sqrt(2 * df);
  const sums = [0, 0, 0];
  let logarithms = 0;
  for (let i = 0; i < draws; i++) {
    const x = chiSquare(rng, df);
    const z = (x - df) / deviation;
    for (let m = 0; m < 3; m++) sums[m] += z ** (m + 1);
    logarithms += ln(x / df);
  }
  const skewness = Math.sqrt(8 / df);
  const kurtosis = 3 + 12 / df;
  // E z^6 of the chi-square law, from its cumulants 2^(k-1) (k-1)! df.
  const sixth = 15 + 260 / df + 480 / df ** 2;
  expect(Math.abs(sums[0] / draws)).toBeLessThan(4.5 / Math.sqrt(draws));
  expect(Math.abs(sums[1] / draws - 1)).toBeLessThan(4.5 * Math.sqrt((kurtosis - 1) / draws));
  expect(Math.abs(sums[2] / draws - skewness)).toBeLessThan(4.5 * Math.sqrt((sixth - skewness ** 2) / draws));
  const logMean = df > 1e5 ? -1 / df : digamma(df / 2) - ln(df / 2);
  const logDeviation = df > 1e5 ? Math.sqrt(2 / df) : Math.sqrt(trigamma(df / 2));
  expect(Math.abs(logarithms / draws - logMean)).toBeLessThan((4.5 * logDeviation) / Math.sqrt(draws));
});

test('deviates are positive, and the same state gives the same one', () => {
  const rng = seeded();
  const twin = seeded();
  for (const shape of [0.3, 0.999, 1, 5, 1e12]) {
    for (let i = 0; i < 1000; i++) {
      const x = gamma(rng, shape);
      if (!(x > 0)) expect.fail(`${x}`);
      expect(gamma(twin, shape)).toBe(x);
    }
  }
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('%d is refused', (bad) => {
  expect(() => gamma(seeded(), bad)).toThrow(RangeError);
  expect(() => chiSquare(seeded(), bad)).toThrow(RangeError);
});
