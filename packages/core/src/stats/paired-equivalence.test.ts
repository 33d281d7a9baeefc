import { describe, expect, it } from 'vitest';
import { fillNormal } from '../random/normal.js';
import { testRng } from '../testing/seed-offset.js';
import { pairedEquivalence } from './paired-equivalence.js';

const near = Float64Array.of(0.1, -0.1, 0.05, -0.05, 0.02);

describe('paired equivalence', () => {
  it('says equivalent, different or inconclusive by where the interval lies', () => {
    expect(pairedEquivalence(near, 0.5, 0.05).verdict).toBe('equivalent');
    const far = near.map((x) => x + 1);
    expect(pairedEquivalence(far, 0.5, 0.05).verdict).toBe('different');
    expect(
      pairedEquivalence(
        far.map((x) => -x),
        0.5,
        0.05,
      ).verdict,
    ).toBe('different');
    expect(pairedEquivalence(near, 0.01, 0.05).verdict).toBe('inconclusive');
  });

  it('is inconclusive, not different, about a difference that is certain but reaches into the margin', () => {
    const found = pairedEquivalence(
      near.map((x) => x + 0.5),
      0.5,
      0.05,
    );
    expect(found.pDifferent).toBeLessThan(0.001);
    expect(found.verdict).toBe('inconclusive');
  });

  it.each([2 ** 1023, 2 ** 600, 2 ** -600, 2 ** -1000])('finds the same in a unit of %s', (unit) => {
    const differences = Float64Array.of(0.75, -0.5, 0.25, 0.625, 0.5);
    for (const margin of [0.5, 0.1, 0.9]) {
      const plain = pairedEquivalence(differences, margin, 0.05);
      const scaled = pairedEquivalence(
        differences.map((x) => x * unit),
        margin * unit,
        0.05,
      );
      expect(scaled).toEqual({
        ...plain,
        meanDifference: plain.meanDifference * unit,
        standardError: plain.standardError * unit,
        interval: { low: plain.interval.low * unit, high: plain.interval.high * unit },
      });
    }
  });

  it('calls the largest differences by their name', () => {
    const most = Number.MAX_VALUE;
    expect(pairedEquivalence(Float64Array.of(most, -most), 1, 0.05)).toMatchObject({
      meanDifference: 0,
      verdict: 'inconclusive',
    });
    expect(pairedEquivalence(Float64Array.of(most, 0.99 * most, 0.98 * most), 1, 0.05).verdict).toBe('different');
    expect(pairedEquivalence(Float64Array.of(1e-320, -1e-320, 0), most, 0.05).verdict).toBe('equivalent');
    expect(pairedEquivalence(Float64Array.of(most, most), most, 0.05).verdict).toBe('equivalent');
  });

  it('calls equivalent exactly when the interval lies within the margin', () => {
    const deviates = new Float64Array(4);
    const rng = testRng(1, 2, 3, 4);
    const seen = { equivalent: 0, different: 0, inconclusive: 0 };
    for (let trial = 0; trial < 300; trial++) {
      fillNormal(rng, deviates, (trial % 7) - 3, 0.5);
      const { interval, pEquivalent, verdict } = pairedEquivalence(deviates, 1.5, 0.05);
      const within = interval.low >= -1.5 && interval.high <= 1.5;
      const outside = interval.low > 1.5 || interval.high < -1.5;
      expect(verdict).toBe(within ? 'equivalent' : outside ? 'different' : 'inconclusive');
      expect(pEquivalent <= 0.05).toBe(within);
      seen[verdict]++;
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(20);
  });

  it('is wrong about equivalence at the margin in a fraction alpha of all cases', () => {
    const trials = 4000;
    const alpha = 0.05;
    const rng = testRng(9, 8, 7, 6);
    const differences = new Float64Array(5);
    const wrong = { equivalent: 0, different: 0 };
    for (let trial = 0; trial < trials; trial++) {
      fillNormal(rng, differences, 1, 0.1);
      const { verdict } = pairedEquivalence(differences, 1, alpha);
      if (verdict !== 'inconclusive') wrong[verdict]++;
    }
    const standardError = Math.sqrt(alpha * (1 - alpha) * trials);
    expect(Math.abs(wrong.equivalent - alpha * trials)).toBeLessThan(4 * standardError);
    expect(Math.abs(wrong.different - alpha * trials)).toBeLessThan(4 * standardError);
  });

  it('weighs differences without any spread by the margin alone', () => {
    const same = (d: number) => new Float64Array(3).fill(d);
    expect(pairedEquivalence(same(0), 0, 0.05)).toEqual({
      meanDifference: 0,
      standardError: 0,
      interval: { low: 0, high: 0 },
      pEquivalent: 0,
      pDifferent: 1,
      verdict: 'equivalent',
    });
    expect(pairedEquivalence(same(0.1), 0.1, 0.05).verdict).toBe('equivalent');
    expect(pairedEquivalence(same(-0.1), 0.1, 0.05).pDifferent).toBe(0);
    expect(pairedEquivalence(same(0.1), 0.09, 0.05)).toMatchObject({ pEquivalent: 1, verdict: 'different' });
    // Their spread is below the smallest number whose square is one.
    expect(pairedEquivalence(Float64Array.of(1e-200, 2e-200), 1, 0.05).verdict).toBe('equivalent');
  });

  it('learns nothing from a single pair, however equal', () => {
    expect(pairedEquivalence(Float64Array.of(0), 1, 0.05)).toEqual({
      meanDifference: 0,
      standardError: Infinity,
      interval: { low: -Infinity, high: Infinity },
      pEquivalent: 1,
      pDifferent: 1,
      verdict: 'inconclusive',
    });
  });

  it('refuses no pairs, non-finite differences, and margins and levels out of range', () => {
    expect(() => pairedEquivalence(new Float64Array(0), 1, 0.05)).toThrow('differences: expected at least one pair, found none');
    expect(() => pairedEquivalence(Float64Array.of(1, NaN), 1, 0.05)).toThrow('differences: expected finite numbers, found NaN');
    for (const margin of [-1, NaN, Infinity]) expect(() => pairedEquivalence(near, margin, 0.05)).toThrow(RangeError);
    for (const alpha of [0, 0.5, NaN]) expect(() => pairedEquivalence(near, 1, alpha)).toThrow(RangeError);
  });
});
