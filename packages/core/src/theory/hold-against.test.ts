import { describe, expect, test } from 'vitest';
import { twoSidedNormalP } from '../stats/normal-distribution.js';
import { holdAgainst } from './hold-against.js';

const values = [1, 2, 3, 6];
const exact = (value: number, deviation?: number) => ({
  value,
  kind: 'exact' as const,
  ...(deviation !== undefined && { deviation }),
});

describe('a mean', () => {
  test("is held by theory's own deviation where there is one", () => {
    expect(holdAgainst({ kind: 'mean' }, exact(2, 4), values)).toEqual({
      measured: 3,
      standardError: 2,
      standardErrorFrom: 'theory',
      z: 0.5,
    });
  });

  test('else by that of the sample, which one replicate does not have', () => {
    // statistics.stdev([1, 2, 3, 6]) = 2.160246899469287
    const held = holdAgainst({ kind: 'mean' }, exact(2), values)!;
    expect(held.standardErrorFrom).toBe('sample');
    expect(held.standardError).toBeCloseTo(2.160246899469287 / 2, 14);
    expect(holdAgainst({ kind: 'mean' }, exact(2), [5])).toBeUndefined();
    expect(holdAgainst({ kind: 'mean' }, exact(2, 3), [5])?.z).toBe(1);
  });

  test('has no z where nothing varies', () => {
    expect(holdAgainst({ kind: 'mean' }, exact(2, 0), values)?.z).toBeNull();
  });
});

test('a variance is the unbiased one, its error with the term for the estimated mean', () => {
  // statistics.variance([1, 2, 3, 6]) = 14/3; 16/4 + 2 * 25/(4 * 3)
  const held = holdAgainst({ kind: 'variance' }, exact(5, 4), values)!;
  expect(held.measured).toBeCloseTo(14 / 3, 14);
  expect(held.standardError).toBeCloseTo(Math.sqrt(4 + 50 / 12), 14);
});

describe('a fraction above a threshold', () => {
  const fraction = { kind: 'exceedance' as const, threshold: 2.5 };

  test('is strict, with the error of a chance', () => {
    const held = holdAgainst(fraction, exact(0.5), values)!;
    expect([held.measured, held.standardError, held.standardErrorFrom]).toEqual([0.5, 0.25, 'theory']);
    expect(holdAgainst({ kind: 'exceedance', threshold: 6 }, exact(0), values)).toMatchObject({ measured: 0, z: null });
  });

  test('of few expected replicates has the z of the exact binomial test', () => {
    // scipy.stats.binomtest(2, 4, 0.1).pvalue = 0.0523
    const held = holdAgainst(fraction, exact(0.1), values)!;
    expect(twoSidedNormalP(held.z!)).toBeCloseTo(0.0523, 10);
  });
});
