import { describe, expect, it } from 'vitest';
import { streamAt, streamKey } from '../random/streams.js';
import { createKdTree, nearestSquaredDistance } from './kd-tree.js';
import { kthNeighbourSquaredDistances, nearestByTiles, nearestSquaredDistances } from './nearest-neighbours.js';
import { naiveSquaredDistance, normalCloud } from './testing/clouds.js';

const rng = streamAt(streamKey(1, 'nearest-neighbours.test'), 0);

function lattice(side: number, dimension: number): Float64Array {
  const out = new Float64Array(side ** dimension * dimension);
  for (let i = 0; i < side ** dimension; i++) {
    for (let k = 0; k < dimension; k++) out[i * dimension + k] = Math.floor(i / side ** k) % side;
  }
  return out;
}

describe('the tree', () => {
  it.each([
    ['a normal cloud on the line', normalCloud(rng, 1000, 1), 1],
    ['a normal cloud in the plane', normalCloud(rng, 1000, 2), 2],
    ['a normal cloud in eight dimensions', normalCloud(rng, 700, 8), 8],
    ['a sorted line', Float64Array.from({ length: 500 }, (_, i) => i), 1],
    ['a lattice', lattice(9, 3), 3],
    ['one place', new Float64Array(600).fill(3), 2],
    ['few places', normalCloud(rng, 900, 2).map(Math.round), 2],
    ['a flat cloud', normalCloud(rng, 900, 3).map((x, i) => (i % 3 === 1 ? 0 : x)), 3],
    ['16 points', normalCloud(rng, 16, 2), 2],
    ['17 points', normalCloud(rng, 17, 2), 2],
    ['a point', normalCloud(rng, 1, 2), 2],
  ])('finds the bits that looking at every pair finds: %s', (_, points, dimension) => {
    const queries = normalCloud(rng, 150, dimension, 0.2, 2);
    queries.set(points.subarray(0, Math.min(points.length, 10 * dimension)));
    const expected = new Float64Array(150);
    nearestByTiles(queries, points, dimension, expected);
    const before = points.slice();
    const tree = createKdTree(points, dimension);
    expect(points).toEqual(before);
    expect(tree.points.slice().sort()).toEqual(before.sort());
    expect(Float64Array.from(expected, (_, i) => nearestSquaredDistance(tree, queries, i))).toEqual(expected);
  });
});

describe('nearestSquaredDistances', () => {
  it.each([
    [1, 40],
    [2, 300],
    [9, 200],
  ])('is the least of all pairs, dimension %i, %i points', (dimension, n) => {
    const [queries, points] = [normalCloud(rng, 70, dimension), normalCloud(rng, n, dimension)];
    const found = nearestSquaredDistances(queries, points, dimension);
    for (let i = 0; i < 70; i++) {
      const all = Array.from({ length: n }, (_, j) => naiveSquaredDistance(queries, i, points, j, dimension));
      expect(found[i]).toBe(Math.min(...all));
    }
  });

  it('refuses lengths that do not fit', () => {
    expect(() => nearestSquaredDistances(new Float64Array(3), new Float64Array(4), 2)).toThrow(RangeError);
    expect(() => nearestSquaredDistances(new Float64Array(4), new Float64Array(0), 2)).toThrow(RangeError);
  });
});

describe('kthNeighbourSquaredDistances', () => {
  it.each([
    [6, 1, 5],
    [64, 2, 1],
    [65, 3, 4],
    [200, 2, 7],
  ])('is the k-th of all others: %i points in dimension %i, k = %i', (n, dimension, k) => {
    const points = normalCloud(rng, n, dimension);
    const found = kthNeighbourSquaredDistances(points, dimension, k);
    for (let i = 0; i < n; i++) {
      const others = Float64Array.from({ length: n }, (_, j) => naiveSquaredDistance(points, i, points, j, dimension));
      others[i] = -1;
      expect(found[i]).toBe(others.sort()[k]);
    }
  });

  it('counts every point of a place', () => {
    expect([...kthNeighbourSquaredDistances(Float64Array.of(5, 5, 5, 8), 1, 2)]).toEqual([0, 0, 0, 9]);
  });

  it('refuses k that are none or too many', () => {
    const points = Float64Array.of(1, 2, 3);
    for (const k of [0, 1.5, 3, Number.NaN]) expect(() => kthNeighbourSquaredDistances(points, 1, k)).toThrow(RangeError);
  });
});
