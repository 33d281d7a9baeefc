import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testRng } from '../testing/seed-offset.js';
import { binomial } from './binomial.js';
import type { Rng } from './rng.js';
import { cloneRng } from './xoshiro128.js';

const seeded = (): Rng => testRng(2, 7, 1, 8);

test('the ends: no trials, p = 0, p = 1', () => {
  const rng = seeded();
  for (const n of [0, 1, 9, 10_000, 2 ** 53]) {
    expect(binomial(rng, n, 0)).toBe(0);
    expect(binomial(rng, n, 1)).toBe(n);
  }
  expect(binomial(rng, 0, 0.3)).toBe(0);
});

test('2^53 trials of probability 1e-300 give 0', () => {
  expect(binomial(seeded(), 2 ** 53, 1e-300)).toBe(0);
});

// Moments about the mean: n p q and so on; 4.5 standard errors from the next moments (normal ones at large n p q).
test.each([
  [12, 0.4],
  [1000, 0.005],
  [60, 0.5],
  [1e4, 0.98],
  [1e9, 0.123],
  [2 ** 53, 0.3],
  [2 ** 53 - 1, 1e-7],
])('binomial(%d, %d): four central moments', (n, p) => {
  const rng = seeded();
  const draws = 100_000;
  const q = 1 - p;
  const v = n * p * q;
  const deviation = Math.sqrt(v);
  const sums = [0, 0, 0, 0];
  for (let i = 0; i < draws; i++) {
    const z = (binomial(rng, n, p) - n * p) / deviation;
    for (let m = 0; m < 4; m++) sums[m] += z ** (m + 1);
  }
  const expected = [0, 1, (q - p) / deviation, 3 + (1 - 6 * p * q) / v];
  // Variances of z, z^2, z^3, z^4 for the normal law, raised by what a small n p q adds.
  const variance = [1, 2, 15, 96].map((x, m) => x * (1 + (m * 8) / v));
  for (let m = 0; m < 4; m++) {
    expect(Math.abs(sums[m] / draws - expected[m])).toBeLessThan(4.5 * Math.sqrt(variance[m] / draws));
  }
});

test('counts are in range and follow the state alone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 53 - 1 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (n, p, word) => {
      const rng = { state: Uint32Array.of(1, 2, 3, word) };
      const twin = cloneRng(rng);
      const k = binomial(rng, n, p);
      return Number.isInteger(k) && k >= 0 && k <= n && binomial(twin, n, p) === k;
    }),
    { seed: 2, numRuns: 2000 },
  );
});

test.each([
  [-1, 0.5],
  [1.5, 0.5],
  [2 ** 53 + 2, 0.5],
  [Number.NaN, 0.5],
  [10, -0.1],
  [10, 1.1],
  [10, Number.NaN],
])('binomial(%d, %d) is refused', (n, p) => {
  expect(() => binomial(seeded(), n, p)).toThrow(RangeError);
});
