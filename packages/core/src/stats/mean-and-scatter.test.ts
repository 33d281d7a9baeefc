import { describe, expect, it } from 'vitest';
import { uniform } from '../random/xoshiro128.js';
import { meanAndScatter } from './mean-and-scatter.js';

function random(length: number, seed = 1): Float64Array {
  const rng = { state: Uint32Array.of(seed, 1, 2, 3) };
  return Float64Array.from({ length }, () => uniform(rng));
}

/** Compensated sums (Neumaier) around a compensated mean: right to the last digits for any data. */
function naive(points: Float64Array, d: number): { mean: number[]; scatter: number[] } {
  const n = points.length / d;
  const sum = (term: (p: number) => number) => {
    let total = 0;
    let lost = 0;
    for (let p = 0; p < n; p++) {
      const value = term(p);
      const next = total + value;
      lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
      total = next;
    }
    return total + lost;
  };
  const axes = Array.from({ length: d }, (_, i) => i);
  const mean = axes.map((i) => sum((p) => points[p * d + i]) / n);
  const residual = axes.map((i) => sum((p) => points[p * d + i] - mean[i]));
  const scatter = axes.flatMap((i) =>
    axes.map((j) => sum((p) => (points[p * d + i] - mean[i]) * (points[p * d + j] - mean[j])) - (residual[i] * residual[j]) / n),
  );
  return { mean, scatter };
}

function expectClose(points: Float64Array, d: number, tolerance = 4e-15): void {
  const found = meanAndScatter(points, d);
  const expected = naive(points, d);
  for (let i = 0; i < d; i++) {
    const size = Math.max(...expected.mean.map(Math.abs));
    expect(Math.abs(found.mean[i] - expected.mean[i])).toBeLessThanOrEqual(tolerance * size);
    for (let j = 0; j < d; j++) {
      const scale = Math.sqrt(expected.scatter[i * d + i] * expected.scatter[j * d + j]);
      expect(Math.abs(found.scatter[i * d + j] - expected.scatter[i * d + j])).toBeLessThanOrEqual(tolerance * scale);
      expect(found.scatter[i * d + j]).toBe(found.scatter[j * d + i]);
    }
  }
}

describe('mean and scatter', () => {
  it('are exact on small integers', () => {
    expect(meanAndScatter(Float64Array.of(1, 2, 6), 1)).toEqual({ mean: Float64Array.of(3), scatter: Float64Array.of(14) });
    const plane = meanAndScatter(Float64Array.of(0, 0, 2, 4, 4, 2), 2);
    expect(plane).toEqual({ mean: Float64Array.of(2, 2), scatter: Float64Array.of(8, 4, 4, 8) });
  });

  it.each([
    [1, 1],
    [2, 1],
    [5, 1],
    [1023, 1],
    [1024, 1],
    [1025, 1],
    [20_001, 1],
    [1, 3],
    [2, 2],
    [1023, 2],
    [1025, 3],
    [5003, 5],
  ])('agree with compensated sums, %i points in %i dimensions', (n, d) => {
    expectClose(random(n * d, n), d);
  });

  it('keep their digits far from the origin', () => {
    for (const d of [1, 2]) {
      expectClose(
        random(6000 * d).map((x) => x + 1e8),
        d,
      );
    }
  });

  it('keep their digits on a trend, in clusters and with an outlier in front', () => {
    for (const d of [1, 2]) {
      const noise = random(6000 * d);
      expectClose(
        noise.map((x, i) => x + i),
        d,
      );
      expectClose(
        noise.map((x, i) => x + 1e6 * Math.floor(i / (2048 * d))),
        d,
      );
      const outlier = noise.slice();
      outlier.fill(1e9, 0, d);
      expectClose(outlier, d);
    }
  });

  it('of equal points are the point itself and exactly zero, also when a second kind of point follows much later', () => {
    const same = new Float64Array(5000).fill(0.1);
    expect(meanAndScatter(same, 1)).toEqual({ mean: Float64Array.of(0.1), scatter: Float64Array.of(0) });
    expect(meanAndScatter(same, 2)).toEqual({ mean: Float64Array.of(0.1, 0.1), scatter: new Float64Array(4) });
    const steps = new Float64Array(2048).fill(0.1);
    steps.fill(7.1, 1024);
    expect(meanAndScatter(steps, 1).scatter[0]).toBeCloseTo(2048 * 12.25, 9);
  });

  it('leave the points alone and refuse none, or half a point', () => {
    const points = random(4);
    const before = points.slice();
    meanAndScatter(points, 2);
    expect(points).toEqual(before);
    expect(() => meanAndScatter(new Float64Array(0), 1)).toThrow('points: expected a positive multiple of 1 numbers, found 0');
    expect(() => meanAndScatter(new Float64Array(3), 2)).toThrow(RangeError);
    expect(() => meanAndScatter(new Float64Array(3), 0)).toThrow(RangeError);
  });
});
