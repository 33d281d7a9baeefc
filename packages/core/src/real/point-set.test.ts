import { describe, expect, it } from 'vitest';
import { streamAt, streamKey } from '../random/streams.js';
import { type PointSet, pointSpace } from './point-set.js';

const space = pointSpace(2);
const rng = () => streamAt(streamKey(1, 'data'), 0);
const set = (points: number[], weights?: number[]): PointSet => ({
  count: points.length / 2,
  points: Float64Array.from(points),
  ...(weights && { weights: Float64Array.from(weights) }),
});
const a = set([0, 0, 1, 10, 2, 20]);
const b = set([3, 30, 4, 40], [5, 7]);

describe('pointSpace', () => {
  it('counts points, and joins them in order', () => {
    expect(space.size(a)).toBe(3);
    expect(space.concat([a, a])).toEqual(set([0, 0, 1, 10, 2, 20, 0, 0, 1, 10, 2, 20]));
  });

  it('gives points without weights a weight of 1 beside weighted ones', () => {
    expect(space.concat([a, b])).toEqual(set([0, 0, 1, 10, 2, 20, 3, 30, 4, 40], [1, 1, 1, 5, 7]));
    expect(space.weighted!(space.weighted!(a, 2), 3).weights).toEqual(Float64Array.of(6, 6, 6));
    expect(space.size(space.weighted!(a, 2))).toBe(3);
  });

  it('picks points by place, with their weights', () => {
    expect(space.pick!(b, Uint32Array.of(1, 0, 1))).toEqual(set([4, 40, 3, 30, 4, 40], [7, 5, 7]));
    expect(space.pick!(a, Uint32Array.of(2))).toEqual(set([2, 20]));
  });

  it('draws each point once without replacement, whole points, and mutates nothing', () => {
    const before = structuredClone([a, b]);
    const drawn = space.subset!([a, b], 5, false, rng());
    const rows = Array.from({ length: 5 }, (_, i) => [drawn.points[2 * i], drawn.points[2 * i + 1], drawn.weights![i]]);
    expect(rows.sort((p, q) => p[0] - q[0])).toEqual([
      [0, 0, 1],
      [1, 10, 1],
      [2, 20, 1],
      [3, 30, 5],
      [4, 40, 7],
    ]);
    expect(space.subset!([a], 9, true, rng()).count).toBe(9);
    expect([a, b]).toEqual(before);
    expect(() => space.subset!([a], 4, false, rng())).toThrow(RangeError);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a weight of %d', (weight) => {
    expect(() => space.weighted!(a, weight)).toThrow(/positive finite weight/);
  });
});
