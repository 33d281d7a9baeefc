import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testRng } from '../testing/seed-offset.js';
import { hypergeometric, multivariateHypergeometric } from './hypergeometric.js';
import type { Rng } from './rng.js';

const seeded = (): Rng => testRng(6, 6, 2, 6);

test('certain outcomes are certain', () => {
  const rng = seeded();
  expect(hypergeometric(rng, 0, 10, 4)).toBe(0);
  expect(hypergeometric(rng, 10, 0, 4)).toBe(4);
  expect(hypergeometric(rng, 10, 30, 0)).toBe(0);
  expect(hypergeometric(rng, 10, 30, 40)).toBe(10);
  expect(hypergeometric(rng, 0, 0, 0)).toBe(0);
  expect(hypergeometric(rng, 2 ** 52, 2 ** 52, 2 ** 53)).toBe(2 ** 52);
});

test('counts are within their bounds', () => {
  const size = fc.oneof(fc.nat(60), fc.integer({ min: 0, max: 2 ** 52 }));
  fc.assert(
    fc.property(size, size, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (good, bad, share, word) => {
      const draws = Math.floor(share * (good + bad));
      const k = hypergeometric({ state: Uint32Array.of(1, 2, 3, word) }, good, bad, draws);
      return Number.isInteger(k) && k >= Math.max(0, draws - bad) && k <= Math.min(good, draws);
    }),
    { seed: 3, numRuns: 2000 },
  );
});

test('several kinds: counts add up, means and covariances are the theory, kinds may be empty', () => {
  const rng = seeded();
  const counts = Float64Array.of(30, 0, 50, 5, 115);
  const total = 200;
  const draws = 80;
  const rounds = 40_000;
  const out = new Float64Array(5);
  const sums = new Float64Array(5);
  const products = new Float64Array(25);
  for (let r = 0; r < rounds; r++) {
    multivariateHypergeometric(rng, counts, draws, out);
    let sum = 0;
    for (let i = 0; i < 5; i++) {
      sum += out[i];
      sums[i] += out[i];
      for (let j = 0; j < 5; j++) {
        products[i * 5 + j] += (out[i] - (draws * counts[i]) / total) * (out[j] - (draws * counts[j]) / total);
      }
    }
    if (sum !== draws) expect.fail(`counts sum to ${sum}`);
  }
  const scale = (draws * (total - draws)) / (total - 1);
  const covariance = (i: number, j: number) => scale * (counts[i] / total) * ((i === j ? 1 : 0) - counts[j] / total);
  expect(sums[1]).toBe(0);
  for (let i = 0; i < 5; i++) {
    const variance = covariance(i, i);
    expect(Math.abs(sums[i] / rounds - (draws * counts[i]) / total)).toBeLessThanOrEqual(4.5 * Math.sqrt(variance / rounds));
    for (let j = 0; j < 5; j++) {
      const spread = Math.sqrt((variance * covariance(j, j) + covariance(i, j) ** 2) / rounds);
      expect(Math.abs(products[i * 5 + j] / rounds - covariance(i, j))).toBeLessThanOrEqual(4.5 * spread);
    }
  }
});

test('counts may be drawn in place', () => {
  const counts = Float64Array.of(400, 300, 200, 100);
  const out = new Float64Array(4);
  multivariateHypergeometric(seeded(), counts, 500, out);
  multivariateHypergeometric(seeded(), counts, 500, counts);
  expect(counts).toEqual(out);
});

test.each([
  [-1, 5, 2],
  [5, 1.5, 2],
  [5, 5, 11],
  [5, 5, -1],
  [5, 5, 0.5],
  [2 ** 53, 2, 1],
  [Number.NaN, 5, 1],
])('hypergeometric(%d, %d, %d) is refused', (good, bad, draws) => {
  expect(() => hypergeometric(seeded(), good, bad, draws)).toThrow(RangeError);
});

test('several kinds: bad counts, too many draws and a wrong length are refused', () => {
  const draw = (counts: number[], draws: number, length = counts.length) =>
    multivariateHypergeometric(seeded(), Float64Array.from(counts), draws, new Float64Array(length));
  expect(() => draw([1, -1], 0)).toThrow(RangeError);
  expect(() => draw([1, 0.5], 1)).toThrow(RangeError);
  expect(() => draw([1, 1], 3)).toThrow(RangeError);
  expect(() => draw([1, 1], 1, 3)).toThrow(RangeError);
  expect(() => draw([2 ** 53, 2 ** 53], 1)).toThrow(RangeError);
});
