import { normal, streamAt, streamKey, studentTCdf, studentTQuantile, wilsonInterval } from '@collapse-bench/core';
import { describe, expect, test } from 'vitest';
import { absoluteMargin, DIFFERENT_ALPHA, differentTests, type EquivalenceTest, equivalenceTest } from './equivalence.js';

const metric = (value: number) => ({ id: 'it', margin: { kind: 'absolute' as const, value, reason: '' } });
const zeros = (n: number) => Array.from({ length: n }, () => 0);

/** Differences with this mean and a standard error of 1: half of them above, half below. */
function unitErrors(n: number, mean: number): number[] {
  const size = Math.sqrt(n - 1);
  return Array.from({ length: n }, (_, i) => mean + (i % 2 === 0 ? size : -size));
}

describe('the p-value of a difference within the margin', () => {
  test('is that of the two-sided t-test where there is no margin', () => {
    const { pWithin } = equivalenceTest(metric(0), 1, unitErrors(10, 2.5), zeros(10));
    expect(pWithin).toBeCloseTo(2 * studentTCdf(-2.5, 9), 12);
  });

  test('is that of the one-sided t-test against the margin where that is wide', () => {
    const { pWithin } = equivalenceTest(metric(40), 1, unitErrors(10, 43), zeros(10));
    expect(pWithin).toBeCloseTo(studentTCdf(-3, 9), 12);
  });

  test('is 1 and 0 without spread, and 1 for one replicate', () => {
    expect(equivalenceTest(metric(1), 1, [1, 1, 1], zeros(3)).pWithin).toBe(1);
    expect(equivalenceTest(metric(1), 1, [2, 2, 2], zeros(3)).pWithin).toBe(0);
    expect(equivalenceTest(metric(1), 1, [9], [0]).pWithin).toBe(1);
  });

  test('is below p in a fraction p of all samples whose true difference is the margin', () => {
    const rng = streamAt(streamKey(1, 'pWithin at the margin'), 0);
    const samples = 1500;
    for (const margin of [0, 0.4, 3]) {
      let below = 0;
      for (let i = 0; i < samples; i++) {
        const now = Array.from({ length: 6 }, () => margin + normal(rng));
        if (equivalenceTest(metric(margin), 1, now, zeros(6)).pWithin <= 0.1) below++;
      }
      const { low, high } = wilsonInterval(below, samples, 0.9999);
      expect([low < 0.1, high > 0.1], `margin ${margin}: ${below} of ${samples}`).toEqual([true, true]);
    }
  });
});

describe('tests looked at together', () => {
  const withP = (pWithin: number): EquivalenceTest => ({
    metric: 'it',
    generation: 1,
    meanDifference: 0,
    margin: 1,
    pBeyond: 0.5,
    pWithin,
  });

  test('need a smaller p-value the more there are', () => {
    const one = withP(DIFFERENT_ALPHA / 2);
    expect([...differentTests([one])]).toEqual([one]);
    expect([...differentTests([one, withP(0.5), withP(0.5)])]).toEqual([]);
    const two = withP(DIFFERENT_ALPHA / 4);
    expect([...differentTests([withP(0.5), two, withP(0.5)])]).toEqual([two]);
    expect(differentTests([]).size).toBe(0);
  });

  test('call hardly any run different in which nothing is, where one test at 5% each calls half of them so', () => {
    const rng = streamAt(streamKey(1, 'many tests without a margin'), 0);
    let together = 0;
    let alone = 0;
    const runs = 200;
    for (let run = 0; run < runs; run++) {
      const tests = Array.from({ length: 16 }, () =>
        equivalenceTest(
          metric(0),
          1,
          Array.from({ length: 5 }, () => normal(rng)),
          zeros(5),
        ),
      );
      if (differentTests(tests).size > 0) together++;
      if (tests.some(({ pWithin }) => pWithin <= 0.05)) alone++;
    }
    expect(together).toBeLessThanOrEqual(runs * DIFFERENT_ALPHA + 4 * Math.sqrt(runs * DIFFERENT_ALPHA));
    expect(alone).toBeGreaterThan(runs * 0.4);
  });
});

describe('margins', () => {
  test('absolute: as stated', () => {
    expect(absoluteMargin({ kind: 'absolute', value: 0.3, reason: '' }, [100, 200])).toBe(0.3);
  });

  test("relative: a fraction of the baseline's mean magnitude", () => {
    expect(absoluteMargin({ kind: 'relative', value: 0.1, reason: '' }, [-10, 20, 30])).toBeCloseTo(2, 12);
  });

  test('a quantile of t as the edge: what is just beyond it is different, what is just within is not', () => {
    const edge = -studentTQuantile(DIFFERENT_ALPHA, 9);
    const at = (size: number) => equivalenceTest(metric(40), 1, unitErrors(10, 40 + size), zeros(10));
    expect(differentTests([at(edge + 0.01)]).size).toBe(1);
    expect(differentTests([at(edge - 0.01)]).size).toBe(0);
  });
});
