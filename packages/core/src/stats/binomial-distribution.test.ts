import { describe, expect, test } from 'vitest';
import { twoSidedBinomialP } from './binomial-distribution.js';

describe('the exact two-sided binomial test', () => {
  test('counts by hand', () => {
    // Of 3 fair coins: chances 1/8, 3/8, 3/8, 1/8.
    expect([0, 1, 2, 3].map((k) => twoSidedBinomialP(k, 3, 0.5))).toEqual([0.25, 1, 1, 0.25]);
    // Chances 27/64, 27/64, 9/64, 1/64.
    for (const [k, p] of [64, 64, 10, 1].map((count, i) => [i, count / 64])) {
      expect(twoSidedBinomialP(k, 3, 0.25)).toBeCloseTo(p, 15);
    }
  });

  test('is the same for failures', () => {
    for (const k of [0, 2, 5, 11]) expect(twoSidedBinomialP(k, 40, 0.11)).toBeCloseTo(twoSidedBinomialP(40 - k, 40, 0.89), 13);
  });

  test('rejects a true chance no more often than its level', () => {
    const [trials, chance] = [150, 0.03];
    let mass = (1 - chance) ** trials;
    const rejected = { 0.05: 0, 0.001: 0 };
    for (let k = 0; k <= trials; k++) {
      const p = twoSidedBinomialP(k, trials, chance);
      if (p <= 0.05) rejected[0.05] += mass;
      if (p <= 0.001) rejected[0.001] += mass;
      mass *= ((trials - k) / (k + 1)) * (chance / (1 - chance));
    }
    expect(rejected[0.05]).toBeLessThanOrEqual(0.05);
    expect(rejected[0.05]).toBeGreaterThan(0.01);
    expect(rejected[0.001]).toBeLessThanOrEqual(0.001);
  });

  test('is 0 where no double reaches', () => {
    expect(twoSidedBinomialP(1000, 1000, 1e-4)).toBe(0);
    expect(twoSidedBinomialP(0, 1_000_000, 0.999)).toBe(0);
  });

  test.each([
    [1, 0, 0.5],
    [-1, 3, 0.5],
    [4, 3, 0.5],
    [1.5, 3, 0.5],
    [1, 3, 0],
    [1, 3, 1],
    [1, 3, Number.NaN],
  ])('refuses %s of %s at %s', (successes, trials, probability) => {
    expect(() => twoSidedBinomialP(successes, trials, probability)).toThrow(RangeError);
  });
});
