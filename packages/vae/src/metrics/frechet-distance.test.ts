import { fillNormal, permutation, streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { featureMoments } from './feature-moments.js';
import { frechetDistance } from './frechet-distance.js';

const betweenClouds = (a: Float64Array, b: Float64Array, dimension: number) =>
  frechetDistance(featureMoments(a, dimension), featureMoments(b, dimension), dimension);

const DIMENSION = 6;
const rng = streamAt(streamKey(7, 'frechet-distance.test'), 0);

function cloud(n: number, shift = 0, scale = 1): Float64Array {
  const points = new Float64Array(n * DIMENSION);
  fillNormal(rng, points, shift, scale);
  return points;
}

describe('the Frechet distance', () => {
  it('of a cloud from itself is 0, in whatever order its points are', () => {
    const points = cloud(200);
    const order = permutation(rng, 200);
    const shuffled = Float64Array.from(points, (_, i) => points[order[Math.floor(i / DIMENSION)] * DIMENSION + (i % DIMENSION)]);
    expect(shuffled).not.toEqual(points);
    expect(betweenClouds(points, points, DIMENSION)).toBeLessThan(1e-24);
    expect(betweenClouds(points, shuffled, DIMENSION)).toBeLessThan(1e-24);
  });

  it('of a shifted cloud is the squared shift, of a stretched one the squared difference of deviations', () => {
    const points = cloud(100);
    const shifted = points.map((value, i) => value + (i % DIMENSION === 2 ? 3 : 0));
    expect(betweenClouds(points, shifted, DIMENSION)).toBeCloseTo(9, 10);
    const { mean, covariance } = featureMoments(points, DIMENSION);
    const centred = points.map((value, i) => value - mean[i % DIMENSION]);
    const trace = mean.reduce((sum, _, j) => sum + covariance[j * DIMENSION + j], 0);
    expect(
      betweenClouds(
        centred,
        centred.map((value) => 1.5 * value),
        DIMENSION,
      ),
    ).toBeCloseTo(0.25 * trace, 10);
  });

  it('takes features that never fire', () => {
    const [a, b] = [cloud(50), cloud(50)].map((points) => points.map((value, i) => (i % DIMENSION < 2 ? 0 : value)));
    expect(betweenClouds(a, b, DIMENSION)).toBeGreaterThan(0);
    expect(betweenClouds(new Float64Array(12), new Float64Array(12), DIMENSION)).toBe(0);
  });

  it('asks for two points at least', () => {
    expect(() => featureMoments(cloud(1), DIMENSION)).toThrow('at least two points of 6 numbers, found 6 numbers');
    expect(() => featureMoments(new Float64Array(13), DIMENSION)).toThrow('found 13 numbers');
  });
});
