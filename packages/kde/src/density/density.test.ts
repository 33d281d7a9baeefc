import { fillNormal, streamAt, streamKey, uniform } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { fitKde } from '../model/fit.js';
import { logDensityOnLine } from './line.js';
import { logDensity } from './log-density.js';

const key = streamKey(1, 'kde/density.test');

/** Term by term around the largest one, with Math. */
function naive(points: Float64Array, weights: Float64Array | undefined, h: number, x: number): number {
  const terms = [...points].map((p, i) => Math.log(weights?.[i] ?? 1 / points.length) - 0.5 * ((x - p) / h) ** 2);
  const largest = Math.max(...terms);
  return (
    largest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0)) - Math.log(h) - 0.5 * Math.log(2 * Math.PI)
  );
}

function sample(index: number, count: number, mean = 0, deviation = 1): Float64Array {
  const out = new Float64Array(count);
  fillNormal(streamAt(key, index), out, mean, deviation);
  return out;
}

/** Shares that span ten orders of magnitude and add up to 1. */
function unevenShares(index: number, count: number): Float64Array {
  const rng = streamAt(key, index);
  const out = Float64Array.from({ length: count }, () => 10 ** (-10 * uniform(rng)));
  const total = out.reduce((sum, w) => sum + w, 0);
  return out.map((w) => w / total);
}

describe('ln of the density on the line', () => {
  const targets = Array.from({ length: 401 }, (_, i) => (i - 200) / 20);

  it.each([
    ['one point', Float64Array.of(0.3), 0.5],
    ['a handful of points', sample(1, 7), 0.2],
    ['a hundred points', sample(2, 100), 0.5],
    ['cells full of points', sample(3, 3000), 0.3],
    ['narrow kernels', sample(4, 3000), 0.003],
    ['wide kernels', sample(5, 500), 20],
    ['two far blobs', Float64Array.of(...sample(6, 400, -8), ...sample(7, 400, 8)), 0.2],
    ['one point beside a blob', Float64Array.of(...sample(8, 2000, 0, 0.1), 4), 0.5],
    ['identical points', new Float64Array(50).fill(1.25), 0.7],
  ])('is the sum over all kernels to 1e-12: %s', (_name, points, h) => {
    const plain = logDensityOnLine(points, undefined, h);
    const shares = unevenShares(20, points.length);
    const weighted = logDensityOnLine(points, shares, h);
    for (const x of targets) {
      const expected = naive(points, undefined, h, x);
      // Far out -ln p is 1e6, where 1e-12 is below a unit in the last place.
      expect(Math.abs(plain(x) - expected), `at ${x}`).toBeLessThan(1e-12 * Math.max(1, Math.abs(expected)));
      const withWeights = naive(points, shares, h, x);
      expect(Math.abs(weighted(x) - withWeights), `weighted, at ${x}`).toBeLessThan(1e-12 * Math.max(1, Math.abs(withWeights)));
    }
  });

  it('is finite a thousand bandwidths out, and leaves out points of no weight', () => {
    const far = logDensityOnLine(sample(9, 100), undefined, 0.01);
    expect(far(30)).toBeLessThan(-3e6);
    expect(Number.isFinite(far(30))).toBe(true);
    const one = logDensityOnLine(Float64Array.of(5, 0), Float64Array.of(0, 1), 1);
    expect(one(5)).toBeCloseTo(-12.5 - 0.5 * Math.log(2 * Math.PI), 12);
  });

  it('does not lose its place at a large offset or where a bandwidth is less than a rounding error', () => {
    const offset = 1e6;
    const points = sample(10, 500).map((x) => x + offset);
    const density = logDensityOnLine(points, undefined, 0.5);
    for (const x of [-3, 0, 2]) expect(density(offset + x)).toBeCloseTo(naive(points, undefined, 0.5, offset + x), 10);
    const spread = logDensityOnLine(Float64Array.of(0, 1, 1 + 2 ** -52), undefined, 1e-18);
    expect(spread(0)).toBeCloseTo(Math.log(1 / 3) - Math.log(1e-18) - 0.5 * Math.log(2 * Math.PI), 10);
  });
});

describe('ln of the density in space', () => {
  it('of a product of two lines is the sum over all kernels', () => {
    const points = sample(11, 60);
    const params = fitKde({ count: 30, points }, { kind: 'fixed', value: 0.4 }, 2);
    const density = logDensity(params)!;
    for (const [x, y] of [
      [0, 0],
      [1, -1],
      [9, 9],
    ]) {
      const terms = Array.from(
        { length: 30 },
        (_, i) => -0.5 * (((x - points[2 * i]) / 0.4) ** 2 + ((y - points[2 * i + 1]) / 0.4) ** 2),
      );
      const largest = Math.max(...terms);
      const sum = terms.reduce((total, term) => total + Math.exp(term - largest), 0);
      const expected = largest + Math.log(sum / 30) - 2 * Math.log(0.4) - Math.log(2 * Math.PI);
      expect(density(Float64Array.of(x, y))).toBeCloseTo(expected, 11);
    }
  });

  it('does not exist where the kernels are singular', () => {
    const same = { count: 4, points: new Float64Array(4).fill(2) };
    expect(logDensity(fitKde(same, { kind: 'scott' }, 1))).toBeUndefined();
    expect(logDensity(fitKde(same, { kind: 'fixed', value: 1 }, 1))).toBeDefined();
    const onALine = { count: 3, points: Float64Array.of(0, 0, 1, 1, 2, 2) };
    expect(logDensity(fitKde(onALine, { kind: 'silverman' }, 2))).toBeUndefined();
  });
});
