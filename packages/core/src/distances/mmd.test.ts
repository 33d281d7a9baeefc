import { describe, expect, it } from 'vitest';
import { streamAt, streamKey } from '../random/streams.js';
import { testSeed } from '../testing/seed-offset.js';
import { mmdSquared } from './mmd.js';
import { naiveSquaredDistance, normalCloud } from './testing/clouds.js';

const rng = streamAt(streamKey(testSeed(1), 'mmd.test'), 0);

function naive(a: Float64Array, b: Float64Array, dimension: number, bandwidth: number) {
  const mean = (x: Float64Array, y: Float64Array, skipSame: boolean) => {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < x.length / dimension; i++) {
      for (let j = 0; j < y.length / dimension; j++) {
        if (skipSame && i === j) continue;
        sum += Math.exp(-naiveSquaredDistance(x, i, y, j, dimension) / (2 * bandwidth ** 2));
        count++;
      }
    }
    return sum / count;
  };
  return {
    unbiased: mean(a, a, true) + mean(b, b, true) - 2 * mean(a, b, false),
    biased: mean(a, a, false) + mean(b, b, false) - 2 * mean(a, b, false),
  };
}

describe('mmdSquared', () => {
  it.each([
    [2, 3, 1],
    [64, 65, 2],
    [63, 130, 3],
    [200, 64, 2],
  ])('is what a plain double loop gives, %i and %i points in dimension %i', (n, m, dimension) => {
    const [a, b] = [normalCloud(rng, n, dimension), normalCloud(rng, m, dimension, 0.3, 2)];
    const [found, expected] = [mmdSquared(a, b, dimension, 1.3), naive(a, b, dimension, 1.3)];
    expect(found.unbiased).toBeCloseTo(expected.unbiased, 13);
    expect(found.biased).toBeCloseTo(expected.biased, 13);
  });

  it('is the closed form in the mean, for two normals on the line', () => {
    // 2 h / sqrt(h^2 + 2) (1 - exp(-shift^2 / (2 (h^2 + 2)))), by the normal integral of a normal kernel.
    const [bandwidth, shift, replicates, n] = [0.8, 0.7, 200, 60];
    const expected =
      ((2 * bandwidth) / Math.sqrt(bandwidth ** 2 + 2)) * (1 - Math.exp(-(shift ** 2) / (2 * (bandwidth ** 2 + 2))));
    for (const [mean, law] of [
      [shift, expected],
      [0, 0],
    ]) {
      let sum = 0;
      let squares = 0;
      for (let r = 0; r < replicates; r++) {
        const { unbiased } = mmdSquared(normalCloud(rng, n, 1), normalCloud(rng, n, 1, mean), 1, bandwidth);
        sum += unbiased;
        squares += unbiased ** 2;
      }
      const average = sum / replicates;
      const standardError = Math.sqrt((squares / replicates - average ** 2) / (replicates - 1));
      expect(Math.abs(average - law)).toBeLessThan(5 * standardError);
      // The V-statistic is some 1/n above: the bound above can tell the two apart.
      if (mean === 0) expect(5 * standardError).toBeLessThan(1 / n);
    }
  });

  it('is 0 for a cloud and itself, by the V-statistic', () => {
    const a = normalCloud(rng, 100, 2);
    expect(mmdSquared(a, a, 2, 1).biased).toBeLessThan(1e-15);
  });

  it('of two points far apart is 2', () => {
    const found = mmdSquared(Float64Array.of(0, 0), Float64Array.of(1e9, 1e9), 1, 1);
    expect(found).toEqual({ unbiased: 2, biased: 2 });
  });

  it('refuses bandwidths that are none, and single points', () => {
    const a = Float64Array.of(0, 1);
    for (const bandwidth of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e200, 1e-200]) {
      expect(() => mmdSquared(a, a, 1, bandwidth)).toThrow(RangeError);
    }
    expect(() => mmdSquared(a, a, 2, 1)).toThrow(RangeError);
  });
});
