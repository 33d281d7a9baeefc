import { describe, expect, it } from 'vitest';
import { testRng } from '../testing/seed-offset.js';
import { bootstrapInterval, jackknifeAcceleration } from './bootstrap.js';
import { momentsOf, skewness, variance } from './moments.js';
import { normalCdf, normalQuantile } from './normal-distribution.js';

const rng = (seed = 1) => testRng(seed, 2, 3, 4);
const mean = (values: Float64Array) => momentsOf(values).mean;
const singles = (...values: number[]) => values.map((value) => Float64Array.of(value));

/** Sums of three draws from {0, 1, 10}: value and number of the 27 orders. */
const SUMS: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 3],
  [2, 3],
  [3, 1],
  [10, 3],
  [11, 6],
  [12, 3],
  [20, 3],
  [21, 3],
  [30, 1],
];

/** Quantile of that law, and how far the probability is from the next step of its distribution function. */
function exactQuantile(probability: number): { value: number; room: number } {
  let cumulative = 0;
  for (const [value, orders] of SUMS) {
    const next = cumulative + orders / 27;
    if (probability < next) return { value, room: Math.min(probability - cumulative, next - probability) };
    cumulative = next;
  }
  throw new RangeError('probability above 1');
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

describe('bootstrap interval', () => {
  it('has the exact quantiles of the resampling law, known for three values', () => {
    const resamples = 40_000;
    const found = bootstrapInterval(singles(0, 1, 10), sum, { kind: 'percentile', level: 0.8, resamples }, rng());
    for (const [probability, value] of [
      [0.1, found.low],
      [0.9, found.high],
    ]) {
      const exact = exactQuantile(probability);
      // So far from a step that no Monte Carlo error can cross it.
      expect(exact.room).toBeGreaterThan(5 * Math.sqrt((probability * (1 - probability)) / resamples));
      expect(value).toBe(exact.value);
    }
    expect(found.estimate).toBe(11);
  });

  it('has the exact BCa quantiles there, bias and acceleration by their formulas', () => {
    const resamples = 40_000;
    const level = 0.7;
    const found = bootstrapInterval(singles(0, 1, 10), sum, { kind: 'bca', level, resamples }, rng(2));
    // 11 of 27 orders are below 11 and 6 are equal; the leave-one-out sums are 11, 10, 1.
    const bias = normalQuantile((11 + 3) / 27);
    const d = [11, 10, 1].map((leftOut) => 22 / 3 - leftOut);
    const acceleration = d.reduce((s, x) => s + x ** 3, 0) / (6 * d.reduce((s, x) => s + x * x, 0) ** 1.5);
    const corrected = (p: number) => {
      const z = bias + normalQuantile(p);
      return normalCdf(bias + z / (1 - acceleration * z));
    };
    for (const [probability, value] of [
      [corrected(0.15), found.low],
      [corrected(0.85), found.high],
    ]) {
      const exact = exactQuantile(probability);
      expect(exact.room).toBeGreaterThan(0.02);
      expect(value).toBe(exact.value);
    }
    // And these are not the percentile interval's.
    expect(exactQuantile(0.85).value).not.toBe(found.high);
  });

  it('has the standard error of theory: that of the mean, ddof = 0', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    const resamples = 20_000;
    const { standardError } = bootstrapInterval(singles(...values), mean, { kind: 'percentile', level: 0.9, resamples }, rng());
    const expected = variance(momentsOf(Float64Array.from(values)), 0) / 8;
    expect(Math.abs(standardError ** 2 / expected - 1)).toBeLessThan(5 * Math.sqrt(2 / resamples));
  });

  it('draws whole clusters, in any number and of any length', () => {
    const clusters = [Float64Array.of(1, 1, 1), Float64Array.of(20), Float64Array.of(300, 300)];
    const seen = new Set<number>();
    bootstrapInterval(
      clusters,
      (values) => {
        const counts = [1, 20, 300].map((x) => values.filter((value) => value === x).length);
        expect(counts[0] % 3).toBe(0);
        expect(counts[2] % 2).toBe(0);
        expect(counts[0] / 3 + counts[1] + counts[2] / 2).toBe(3);
        expect(values.length).toBe(counts[0] + counts[1] + counts[2]);
        seen.add(sum(values));
        return 0;
      },
      { kind: 'percentile', level: 0.9, resamples: 1000 },
      rng(),
    );
    // Three clusters out of three: 10 unordered draws.
    expect(seen.size).toBe(10);
  });

  it('is the same for the same seed and leaves the clusters alone', () => {
    const clusters = [Float64Array.of(1, 2), Float64Array.of(5), Float64Array.of(9, 9, 8)];
    const before = structuredClone(clusters);
    const run = (seed: number) => bootstrapInterval(clusters, mean, { kind: 'bca', level: 0.9, resamples: 500 }, rng(seed));
    expect(run(1)).toEqual(run(1));
    expect(run(1).standardError).not.toBe(run(2).standardError);
    expect(clusters).toEqual(before);
  });

  it('collapses on a constant', () => {
    const options = { kind: 'bca', level: 0.95, resamples: 200 } as const;
    const constant = bootstrapInterval(singles(2, 2, 2), mean, options, rng());
    expect(constant).toEqual({ estimate: 2, low: 2, high: 2, standardError: 0 });
  });

  it('stays finite where every resample lies below the estimate', () => {
    const values = Array.from({ length: 30 }, (_, i) => i);
    const distinct = (sample: Float64Array) => new Set(sample).size;
    const found = bootstrapInterval(singles(...values), distinct, { kind: 'bca', level: 0.9, resamples: 200 }, rng());
    expect(found.estimate).toBe(30);
    expect(found.low).toBeLessThanOrEqual(found.high);
    expect(found.high).toBeLessThan(30);
  });

  it('ends at the largest resample where the acceleration runs past its pole', () => {
    // One outlier among 30: a = 0.16; z = 7 at this level.
    const values = new Array(30).fill(0);
    values[7] = 1;
    const options = { kind: 'bca', level: 1 - 1e-12, resamples: 500 } as const;
    let largest = 0;
    const total = (sample: Float64Array) => {
      const value = sum(sample);
      largest = Math.max(largest, value);
      return value;
    };
    expect(bootstrapInterval(singles(...values), total, options, rng()).high).toBe(largest);
    expect(largest).toBeGreaterThan(2);
  });

  it('refuses too few or empty clusters, bad options and a statistic that fails', () => {
    const options = { kind: 'percentile', level: 0.9, resamples: 100 } as const;
    expect(() => bootstrapInterval([], mean, options, rng())).toThrow('clusters: expected at least two, found 0');
    expect(() => bootstrapInterval(singles(1), mean, options, rng())).toThrow(RangeError);
    expect(() => bootstrapInterval([Float64Array.of(1), new Float64Array(0)], mean, options, rng())).toThrow(
      'clusters: expected values in each, found none in cluster 1',
    );
    expect(() => bootstrapInterval(singles(1, 2), mean, { ...options, level: 1 }, rng())).toThrow(RangeError);
    expect(() => bootstrapInterval(singles(1, 2), mean, { ...options, resamples: 1 }, rng())).toThrow(RangeError);
    expect(() => bootstrapInterval(singles(1, 2), () => NaN, options, rng())).toThrow(
      'statistic: expected a finite number, found NaN',
    );
  });
});

describe('jackknife acceleration', () => {
  it('of a mean is the skewness over 6 sqrt(n)', () => {
    const values = [0.1, 0.2, 0.5, 0.6, 3, 9];
    const expected = skewness(momentsOf(Float64Array.from(values))) / (6 * Math.sqrt(values.length));
    expect(jackknifeAcceleration(singles(...values), mean)).toBeCloseTo(expected, 14);
  });

  it('leaves out whole clusters, and is zero for a statistic that does not move', () => {
    const clusters = [Float64Array.of(1, 2, 3), Float64Array.of(4), Float64Array.of(5, 6)];
    const sizes: number[] = [];
    expect(
      jackknifeAcceleration(clusters, (values) => {
        sizes.push(values.length);
        return 1;
      }),
    ).toBe(0);
    expect(sizes).toEqual([3, 5, 4]);
  });
});
