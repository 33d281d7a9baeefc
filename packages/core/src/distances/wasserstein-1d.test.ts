import { describe, expect, it } from 'vitest';
import { fillNormal } from '../random/normal.js';
import { streamAt, streamKey } from '../random/streams.js';
import { testSeed } from '../testing/seed-offset.js';
import { w2SquaredOfSamples } from './wasserstein-1d.js';

const key = streamKey(testSeed(1), 'wasserstein-1d.test');

function normals(index: number, count: number): Float64Array {
  const out = new Float64Array(count);
  fillNormal(streamAt(key, index), out);
  return out;
}

/** By the definition on a grid of n m equal steps. */
function naive(a: Float64Array, b: Float64Array): number {
  const x = [...a].sort((p, q) => p - q);
  const y = [...b].sort((p, q) => p - q);
  const steps = x.length * y.length;
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += (x[Math.floor(i / y.length)] - y[Math.floor(i / x.length)]) ** 2;
  return sum / steps;
}

/** The least cost over all ways to pair the values off. */
function cheapestPairing(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0) return 0;
  return Math.min(...b.map((y, i) => (a[0] - y) ** 2 + cheapestPairing(a.slice(1), b.toSpliced(i, 1))));
}

describe('the squared 2-Wasserstein distance of samples on the line', () => {
  it('is the least cost over all pairings', () => {
    for (let seed = 0; seed < 20; seed++) {
      const a = normals(2 * seed, 6);
      const b = normals(2 * seed + 1, 6);
      expect(w2SquaredOfSamples(a, b)).toBeCloseTo(cheapestPairing([...a], [...b]) / 6, 12);
    }
  });

  it.each([
    [1, 7],
    [3, 2],
    [12, 8],
    [13, 29],
    [40, 41],
  ])('of %i and %i values is the integral of the squared difference of the quantile functions', (n, m) => {
    const a = normals(100 + n, n);
    const b = normals(100 + m, m);
    expect(w2SquaredOfSamples(a, b)).toBeCloseTo(naive(a, b), 12);
    expect(w2SquaredOfSamples(b, a)).toBeCloseTo(naive(a, b), 12);
  });

  it('is 0 between a sample and its own repetition, and the square of a shift', () => {
    const a = normals(7, 20);
    const twice = Float64Array.of(...a, ...a).reverse();
    expect(w2SquaredOfSamples(a, twice)).toBe(0);
    expect(
      w2SquaredOfSamples(
        a,
        twice.map((x) => x + 3),
      ),
    ).toBeCloseTo(9, 12);
  });

  it('goes to (m - m0)^2 + (s - s0)^2 between normals', () => {
    const count = 200_000;
    const found = w2SquaredOfSamples(
      normals(8, count),
      normals(9, count).map((x) => 1 + 2 * x),
    );
    // The delta method: standard deviation of each mean and of each standard deviation is at most 2/sqrt(n).
    expect(Math.abs(found - 2)).toBeLessThan(5 * 2 * Math.sqrt(2) * (2 / Math.sqrt(count)));
  });

  it('leaves its arguments alone', () => {
    const a = Float64Array.of(3, 1, 2);
    w2SquaredOfSamples(a, a);
    expect(a).toEqual(Float64Array.of(3, 1, 2));
  });

  it('refuses what has no distance', () => {
    const one = Float64Array.of(1);
    expect(() => w2SquaredOfSamples(new Float64Array(0), one)).toThrow('a: expected at least one value, found none');
    expect(() => w2SquaredOfSamples(one, Float64Array.of(0, Number.NaN, 2))).toThrow('b: expected finite values, found NaN');
    expect(() => w2SquaredOfSamples(Float64Array.of(0, -Infinity), one)).toThrow('a: expected finite values, found -Infinity');
    expect(() => w2SquaredOfSamples(Float64Array.of(0, Infinity), one)).toThrow(RangeError);
  });
});
