import { describe, expect, it } from 'vitest';
import { uniform } from '../random/xoshiro128.js';
import { addSample, emptyMoments, excessKurtosis, type Moments, mergeMoments, momentsOf, skewness, variance } from './moments.js';

function sample(n: number, offset = 0): Float64Array {
  const rng = { state: Uint32Array.of(n, 1, 2, 3) };
  // Squares of uniforms: skewed.
  return Float64Array.from({ length: n }, () => {
    const u = uniform(rng);
    return offset + u * u;
  });
}

/** The definition, two plain passes. */
function naive(values: Float64Array): Moments {
  const count = values.length;
  const mean = values.reduce((sum, x) => sum + x, 0) / count;
  const power = (p: number) => values.reduce((sum, x) => sum + (x - mean) ** p, 0);
  return { count, mean, m2: power(2), m3: power(3), m4: power(4) };
}

function expectClose(found: Moments, expected: Moments, tolerance: number): void {
  expect(found.count).toBe(expected.count);
  for (const key of ['mean', 'm2', 'm3', 'm4'] as const) {
    expect(Math.abs(found[key] - expected[key]), key).toBeLessThanOrEqual(tolerance * Math.abs(expected[key]));
  }
}

describe('central moments', () => {
  it('are exact on small integers', () => {
    // Mean 3; deviations -2, -1, -1, 0, 4.
    const expected = { count: 5, mean: 3, m2: 22, m3: 54, m4: 274 };
    const values = Float64Array.of(1, 2, 2, 3, 7);
    expectClose(momentsOf(values), expected, 1e-15);
    const stream = emptyMoments();
    for (const value of values) addSample(stream, value);
    expectClose(stream, expected, 1e-14);
    expect(variance(stream, 1)).toBeCloseTo(5.5, 14);
    expect(variance(stream, 0)).toBeCloseTo(4.4, 14);
    expect(skewness(stream)).toBeCloseTo(54 / 5 / 4.4 ** 1.5, 14);
    expect(excessKurtosis(stream)).toBeCloseTo(274 / 5 / 4.4 ** 2 - 3, 14);
  });

  it.each([1, 2, 1023, 1024, 1025, 5000])('agree with the definition however they are put together, %i values', (n) => {
    const values = sample(n);
    const expected = naive(values);
    expectClose(momentsOf(values), expected, 1e-12);
    const stream = emptyMoments();
    for (const value of values) addSample(stream, value);
    expectClose(stream, expected, 1e-11);
    const cut = Math.floor(n / 3);
    expectClose(mergeMoments(momentsOf(values.subarray(0, cut)), momentsOf(values.subarray(cut))), expected, 1e-12);
  });

  it('survive an offset of a hundred million', () => {
    // Multiples of 2^-20, so that adding the offset rounds nothing.
    const values = sample(3000).map((x) => Math.round(x * 2 ** 20) / 2 ** 20);
    const { mean, ...rest } = momentsOf(values);
    const shifted = momentsOf(values.map((x) => x + 1e8));
    expectClose(shifted, { mean: mean + 1e8, ...rest }, 1e-13);
  });

  it('merge with nothing, which leaves them alone', () => {
    const moments = momentsOf(sample(10));
    expect(mergeMoments(moments, emptyMoments())).toEqual(moments);
    expect(mergeMoments(emptyMoments(), moments)).toEqual(moments);
    expect(momentsOf(new Float64Array(0))).toEqual(emptyMoments());
  });

  it('of equal values are exactly zero', () => {
    expect(momentsOf(new Float64Array(3000).fill(0.1))).toEqual({ count: 3000, mean: 0.1, m2: 0, m3: 0, m4: 0 });
  });

  it('say where a ratio means nothing', () => {
    expect(() => variance(emptyMoments(), 0)).toThrow('expected more than 0 samples, found 0');
    expect(() => variance(momentsOf(Float64Array.of(1)), 1)).toThrow(RangeError);
    expect(() => skewness(momentsOf(Float64Array.of(1, 1)))).toThrow(RangeError);
    expect(() => excessKurtosis(emptyMoments())).toThrow(RangeError);
  });
});
