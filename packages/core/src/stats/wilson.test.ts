import { describe, expect, it } from 'vitest';
import { normalQuantile } from './normal-distribution.js';
import { wilsonInterval } from './wilson.js';

describe('Wilson interval', () => {
  it('ends where the observed fraction is z standard errors away', () => {
    const z = normalQuantile(0.975);
    for (const [successes, trials] of [
      [1, 7],
      [3, 10],
      [999, 1000],
    ]) {
      const { estimate, low, high } = wilsonInterval(successes, trials, 0.95);
      expect(estimate).toBe(successes / trials);
      for (const p of [low, high]) expect(Math.abs(estimate - p) / Math.sqrt((p * (1 - p)) / trials)).toBeCloseTo(z, 10);
      expect(low).toBeLessThan(estimate);
      expect(high).toBeGreaterThan(estimate);
    }
  });

  it('is the mirror image for failures', () => {
    const one = wilsonInterval(3, 11, 0.9);
    const other = wilsonInterval(8, 11, 0.9);
    expect(other.low).toBeCloseTo(1 - one.high, 15);
    expect(other.high).toBeCloseTo(1 - one.low, 15);
  });

  it('starts at exactly 0 without a success and ends at exactly 1 without a failure', () => {
    for (const level of [0.1, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999]) {
      for (const trials of [1, 3, 7, 20, 1000]) {
        expect(wilsonInterval(0, trials, level).low).toBe(0);
        expect(wilsonInterval(trials, trials, level).high).toBe(1);
      }
    }
  });

  it('refuses no trials, impossible counts and levels', () => {
    expect(() => wilsonInterval(0, 0, 0.95)).toThrow('trials: expected a positive integer, found 0');
    expect(() => wilsonInterval(3, 2, 0.95)).toThrow('successes: expected an integer from 0 to 2, found 3');
    expect(() => wilsonInterval(-1, 2, 0.95)).toThrow(RangeError);
    for (const level of [0, 1, NaN]) expect(() => wilsonInterval(1, 2, level)).toThrow(RangeError);
  });
});
