import { fillNormal, type PointSet, streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { summarise } from '../summarise.js';
import { kMeans } from './k-means.js';

/** Lloyd's algorithm as a book has it, until nothing moves. */
function naive({ points, count, weights }: PointSet, start: Float64Array, dimension: number) {
  const centres = start.slice();
  const labels = new Array<number>(count).fill(-1);
  for (let moved = true; moved; ) {
    moved = false;
    for (let i = 0; i < count; i++) {
      const distances = Array.from({ length: centres.length / dimension }, (_, j) =>
        Array.from({ length: dimension }, (_, a) => (points[i * dimension + a] - centres[j * dimension + a]) ** 2).reduce(
          (x, y) => x + y,
        ),
      );
      const nearest = distances.indexOf(Math.min(...distances));
      moved ||= nearest !== labels[i];
      labels[i] = nearest;
    }
    for (let j = 0; j < centres.length / dimension; j++) {
      const members = labels.flatMap((label, i) => (label === j ? [i] : []));
      const mass = members.reduce((sum, i) => sum + (weights?.[i] ?? 1), 0);
      for (let a = 0; a < dimension; a++) {
        centres[j * dimension + a] = members.reduce((sum, i) => sum + (weights?.[i] ?? 1) * points[i * dimension + a], 0) / mass;
      }
    }
  }
  return { labels, centres };
}

describe('kMeans', () => {
  it.each([1, 2, 3, 5])('is Lloyd in %i dimensions, with weights and without', (dimension) => {
    const points = new Float64Array(300 * dimension);
    fillNormal(streamAt(streamKey(1, 'k-means'), dimension), points);
    // Far groups, so that both ends are reached before any tolerance.
    for (let i = 0; i < 300; i++) points[i * dimension] += 20 * (i % 3);
    const start = points.slice(0, 3 * dimension);
    for (const weights of [undefined, Float64Array.from({ length: 300 }, (_, i) => 1 + (i % 4))]) {
      const data = { count: 300, points, ...(weights && { weights }) };
      const { labels, centres } = kMeans(data, start, dimension, summarise(data, dimension).meanVariance);
      const expected = naive(data, start, dimension);
      expect(Array.from(labels)).toEqual(expected.labels);
      centres.forEach((centre, at) => {
        expect(centre).toBeCloseTo(expected.centres[at], 10);
      });
    }
    expect(start).toEqual(points.slice(0, 3 * dimension));
  });

  it('gives an empty cluster the farthest point', () => {
    const data = { count: 5, points: Float64Array.of(0, 1, 2, 3, 50) };
    const { labels } = kMeans(data, Float64Array.of(1, 1e6), 1, 1);
    expect(Array.from(labels)).toEqual([0, 0, 0, 0, 1]);
  });

  it('ends where all points are one, whatever is empty', () => {
    const data = { count: 4, points: new Float64Array(4).fill(3) };
    const { labels, centres } = kMeans(data, Float64Array.of(3, 3, 3), 1, 0);
    expect(Array.from(labels)).toEqual([0, 0, 0, 0]);
    expect(centres).toEqual(Float64Array.of(3, 3, 3));
  });
});
