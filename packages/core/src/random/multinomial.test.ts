import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testRng } from '../testing/seed-offset.js';
import { multinomial } from './multinomial.js';
import type { Rng } from './rng.js';
import { chiSquareBound, pearson } from './testing/goodness-of-fit.js';

const seeded = (): Rng => testRng(1, 4, 1, 4);

test('three draws from three states: all ten outcomes have their exact probabilities', () => {
  const rng = seeded();
  const p = Float64Array.of(0.5, 0.2, 0.3);
  const rounds = 100_000;
  const outcomes: string[] = [];
  const probabilities: number[] = [];
  const factorial = [1, 1, 2, 6];
  for (let a = 0; a <= 3; a++) {
    for (let b = 0; a + b <= 3; b++) {
      const c = 3 - a - b;
      outcomes.push(`${a},${b},${c}`);
      probabilities.push((6 / (factorial[a] * factorial[b] * factorial[c])) * 0.5 ** a * 0.2 ** b * 0.3 ** c);
    }
  }
  const counts = outcomes.map(() => 0);
  const out = new Float64Array(3);
  for (let r = 0; r < rounds; r++) {
    multinomial(rng, 3, p, out);
    counts[outcomes.indexOf(out.join(','))]++;
  }
  expect(pearson(counts, probabilities, rounds)).toBeLessThan(chiSquareBound(outcomes.length - 1, 4.5));
});

test.each([400, 1e9, 2 ** 53])('%d draws: means and covariances of every pair of states', (n) => {
  const rng = seeded();
  const p = Float64Array.of(0.05, 0.6, 0, 0.15, 0.2);
  const rounds = 20_000;
  const out = new Float64Array(5);
  const sums = new Float64Array(5);
  const products = new Float64Array(25);
  for (let r = 0; r < rounds; r++) {
    multinomial(rng, n, p, out);
    for (let i = 0; i < 5; i++) {
      const x = (out[i] - n * p[i]) / Math.sqrt(n);
      sums[i] += x;
      for (let j = 0; j < 5; j++) products[i * 5 + j] += (x * (out[j] - n * p[j])) / Math.sqrt(n);
    }
  }
  const covariance = (i: number, j: number) => p[i] * ((i === j ? 1 : 0) - p[j]);
  for (let i = 0; i < 5; i++) {
    expect(Math.abs(sums[i] / rounds)).toBeLessThanOrEqual(4.5 * Math.sqrt(covariance(i, i) / rounds));
    for (let j = 0; j < 5; j++) {
      const spread = Math.sqrt((covariance(i, i) * covariance(j, j) + covariance(i, j) ** 2) / rounds);
      expect(Math.abs(products[i * 5 + j] / rounds - covariance(i, j))).toBeLessThanOrEqual(4.5 * spread);
    }
  }
});

test('uniform over 1000 states, 1e6 draws: Pearson over the states', () => {
  const p = new Float64Array(1000).fill(1 / 1000);
  const out = new Float64Array(1000);
  multinomial(seeded(), 1e6, p, out);
  const statistic = pearson([...out], [...p], 1e6);
  expect(statistic).toBeLessThan(chiSquareBound(999, 4.5));
  expect(statistic).toBeGreaterThan(chiSquareBound(999, -4.5));
});

test('a rare last state keeps its mean where 1 - (the rest) would have lost it', () => {
  const rng = seeded();
  // 1 - 3e-16 rounds to one of few doubles; the share of the last state must come from its own probability.
  const p = Float64Array.of(0.7, 0.3, 3e-16);
  const out = new Float64Array(3);
  let sum = 0;
  const rounds = 4000;
  for (let r = 0; r < rounds; r++) {
    multinomial(rng, 2 ** 53, p, out);
    sum += out[2];
  }
  const mean = 2 ** 53 * 3e-16;
  expect(Math.abs(sum / rounds - mean)).toBeLessThan(4.5 * Math.sqrt(mean / rounds));
});

test('counts are whole, sum to n exactly, and impossible states stay empty', () => {
  const weights = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(weights, fc.oneof(fc.nat(50), fc.integer({ min: 0, max: 2 ** 53 - 1 })), fc.nat(), (w, n, word) => {
      const total = w.reduce((a, b) => a + b, 0);
      fc.pre(total > 1e-300);
      const p = Float64Array.from(w, (x) => x / total);
      const before = p.slice();
      const out = new Float64Array(p.length);
      multinomial({ state: Uint32Array.of(9, 8, 7, word) }, n, p, out);
      expect(p).toEqual(before);
      expect(out.every((count, i) => Number.isInteger(count) && count >= 0 && (p[i] > 0 || count === 0))).toBe(true);
      expect(out.reduce((a, b) => a + BigInt(b), 0n as any)).toBe(BigInt(n));
    }),
    { seed: 4, numRuns: 500 },
  );
});

test('bad arguments are refused', () => {
  const draw = (n: number, p: number[], length = p.length) =>
    multinomial(seeded(), n, Float64Array.from(p), new Float64Array(length));
  expect(() => draw(-1, [1])).toThrow(RangeError);
  expect(() => draw(1.5, [1])).toThrow(RangeError);
  expect(() => draw(5, [0.5, 0.4])).toThrow(RangeError);
  expect(() => draw(5, [1.5, -0.5])).toThrow(RangeError);
  expect(() => draw(5, [Number.NaN, 1])).toThrow(RangeError);
  expect(() => draw(5, [0.5, 0.5], 3)).toThrow(RangeError);
  expect(() => draw(0, [])).toThrow(RangeError);
  const p = Float64Array.of(0.5, 0.5);
  expect(() => multinomial(seeded(), 5, p, p)).toThrow(RangeError);
});
