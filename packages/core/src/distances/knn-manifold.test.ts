import { describe, expect, it } from 'vitest';
import { streamAt, streamKey } from '../random/streams.js';
import { testSeed } from '../testing/seed-offset.js';
import { knnManifold } from './knn-manifold.js';
import { naiveSquaredDistance, normalCloud, shifted } from './testing/clouds.js';

const rng = streamAt(streamKey(testSeed(1), 'knn-manifold.test'), 0);

/** By the definitions, one ball at a time. */
function naive(real: Float64Array, generated: Float64Array, dimension: number, k: number) {
  const [n, m] = [real.length / dimension, generated.length / dimension];
  const radius = (x: Float64Array, i: number) =>
    Array.from({ length: x.length / dimension }, (_, j) => naiveSquaredDistance(x, i, x, j, dimension))
      .filter((_, j) => j !== i)
      .sort((p, q) => p - q)[k - 1];
  const inReal = (i: number, j: number) => naiveSquaredDistance(real, i, generated, j, dimension) <= radius(real, i);
  const inGenerated = (i: number, j: number) => naiveSquaredDistance(real, i, generated, j, dimension) <= radius(generated, j);
  const reals = Array.from({ length: n }, (_, i) => i);
  const fakes = Array.from({ length: m }, (_, j) => j);
  return {
    precision: fakes.filter((j) => reals.some((i) => inReal(i, j))).length / m,
    recall: reals.filter((i) => fakes.some((j) => inGenerated(i, j))).length / n,
    density: fakes.reduce((sum, j) => sum + reals.filter((i) => inReal(i, j)).length, 0) / (k * m),
    coverage: reals.filter((i) => fakes.some((j) => inReal(i, j))).length / n,
  };
}

describe('knnManifold', () => {
  it.each([
    ['normal clouds', normalCloud(rng, 70, 2), normalCloud(rng, 50, 2, 0.5), 2],
    ['points that coincide', normalCloud(rng, 66, 2).map(Math.round), normalCloud(rng, 40, 2).map(Math.round), 2],
    ['on the line', normalCloud(rng, 30, 1), normalCloud(rng, 67, 1, 1, 0.1), 1],
  ])('counts what the definitions count: %s', (_, real, generated, dimension) => {
    const [found, expected] = [knnManifold(real, generated, dimension, 3), naive(real, generated, dimension, 3)];
    expect(found.precision).toBe(expected.precision);
    expect(found.recall).toBe(expected.recall);
    expect(found.density).toBeCloseTo(expected.density, 13);
    expect(found.coverage).toBe(expected.coverage);
  });

  it('is 1, 1, (k + 1) / k and 1 for a cloud and itself: each ball holds its centre and k others', () => {
    const cloud = normalCloud(rng, 200, 2);
    const { density, ...shares } = knnManifold(cloud, cloud, 2, 5);
    expect(shares).toEqual({ precision: 1, recall: 1, coverage: 1 });
    expect(density).toBeCloseTo(6 / 5, 14);
  });

  it('is 0 all over for clouds far apart', () => {
    const cloud = normalCloud(rng, 100, 2);
    expect(knnManifold(cloud, shifted(cloud, [1000, 0]), 2, 5)).toEqual({ precision: 0, recall: 0, density: 0, coverage: 0 });
  });

  it('tells a lost mode by recall and coverage, and invention by precision', () => {
    const near = normalCloud(rng, 300, 2);
    const both = Float64Array.of(...normalCloud(rng, 300, 2), ...normalCloud(rng, 300, 2, 50));
    const lost = knnManifold(both, near, 2, 5);
    expect(lost.precision).toBeGreaterThan(0.9);
    expect(lost.recall).toBeLessThan(0.5);
    expect(lost.coverage).toBeLessThan(0.5);
    const invented = knnManifold(near, both, 2, 5);
    expect(invented.precision).toBeLessThan(0.5);
    expect(invented.recall).toBeGreaterThan(0.9);
  });

  it('has the exact means of Naeem et al. (lemmas 1 and 2) for two clouds of one law, whatever the law', () => {
    // A generated point ranks uniformly among a real point's n - 1 others, so it is in that ball with probability k / n: density 1.
    // No generated point is in it when the k nearest of all 2 n - 1 others are real.
    const [n, k, replicates] = [60, 5, 200];
    let missed = 1;
    for (let i = 0; i < k; i++) missed *= (n - 1 - i) / (2 * n - 1 - i);
    const sums = { density: [0, 0], coverage: [0, 0] };
    for (let r = 0; r < replicates; r++) {
      const found = knnManifold(normalCloud(rng, n, 2), normalCloud(rng, n, 2), 2, k);
      for (const key of ['density', 'coverage'] as const) {
        sums[key][0] += found[key] / replicates;
        sums[key][1] += found[key] ** 2 / replicates;
      }
    }
    for (const [key, law] of [
      ['density', 1],
      ['coverage', 1 - missed],
    ] as const) {
      const [mean, square] = sums[key];
      const standardError = Math.sqrt((square - mean ** 2) / (replicates - 1));
      expect(Math.abs(mean - law)).toBeLessThan(5 * standardError);
      expect(standardError).toBeLessThan(0.01);
    }
  });

  it('refuses k that leave no neighbour', () => {
    const three = Float64Array.of(1, 2, 3);
    const nine = new Float64Array(9);
    expect(() => knnManifold(three, nine, 1, 3)).toThrow(RangeError);
    expect(() => knnManifold(nine, three, 1, 3)).toThrow(RangeError);
  });
});
