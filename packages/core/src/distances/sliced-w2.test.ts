import { describe, expect, it } from 'vitest';
import { streamAt, streamKey } from '../random/streams.js';
import { testSeed } from '../testing/seed-offset.js';
import { randomDirections, slicedW2Squared } from './sliced-w2.js';
import { normalCloud, shifted } from './testing/clouds.js';
import { w2SquaredOfSamples } from './wasserstein-1d.js';

const rng = streamAt(streamKey(testSeed(1), 'sliced-w2.test'), 0);

describe('randomDirections', () => {
  it.each([1, 2, 5])('are of length 1 and uniform on the sphere, dimension %i', (dimension) => {
    const count = 20_000;
    const directions = randomDirections(count, dimension, rng);
    for (let i = 0; i < dimension; i++) {
      let first = 0;
      let second = 0;
      let fourth = 0;
      for (let l = 0; l < count; l++) {
        const x = directions[l * dimension + i];
        first += x / count;
        second += x ** 2 / count;
        fourth += x ** 4 / count;
      }
      // E x^2 = 1/d, E x^4 = 3 / (d (d + 2)), E x^8 = 105 / (d (d + 2) (d + 4) (d + 6)).
      const d = dimension;
      const four = 3 / (d * (d + 2));
      const eight = 105 / (d * (d + 2) * (d + 4) * (d + 6));
      expect(Math.abs(first)).toBeLessThan(5 * Math.sqrt(1 / d / count));
      expect(Math.abs(second - 1 / d)).toBeLessThanOrEqual(5 * Math.sqrt((four - 1 / d ** 2) / count) + 1e-12);
      expect(Math.abs(fourth - four)).toBeLessThanOrEqual(5 * Math.sqrt((eight - four ** 2) / count) + 1e-12);
    }
    for (let l = 0; l < 100; l++) {
      const row = directions.subarray(l * dimension, (l + 1) * dimension);
      expect(Math.abs(row.reduce((sum, x) => sum + x * x, 0) - 1)).toBeLessThan(1e-15);
    }
  });

  it('refuses counts that are none', () => {
    expect(() => randomDirections(0, 2, rng)).toThrow(RangeError);
    expect(() => randomDirections(3, 0.5, rng)).toThrow(RangeError);
  });
});

describe('slicedW2Squared', () => {
  it('is W2^2 itself on the line, whatever the sign of the directions', () => {
    const [a, b] = [normalCloud(rng, 50, 1), normalCloud(rng, 70, 1, 1, 2)];
    expect(slicedW2Squared(a, b, 1, Float64Array.of(1))).toBe(w2SquaredOfSamples(a, b));
    expect(slicedW2Squared(a, b, 1, Float64Array.of(-1, 1))).toBeCloseTo(w2SquaredOfSamples(a, b), 12);
  });

  it('of a cloud and its translate by t is the mean of (t.direction)^2', () => {
    const a = normalCloud(rng, 40, 3);
    const t = [1, -2, 0.5];
    const directions = randomDirections(9, 3, rng);
    let expected = 0;
    for (let l = 0; l < 9; l++) expected += t.reduce((sum, x, k) => sum + x * directions[l * 3 + k], 0) ** 2 / 9;
    expect(slicedW2Squared(a, shifted(a, t), 3, directions)).toBeCloseTo(expected, 12);
  });

  it('of a cloud and a point is the mean square along the directions', () => {
    const a = normalCloud(rng, 40, 2);
    const along = Float64Array.of(1, 0, 0, 1);
    const meanSquare = a.reduce((sum, x) => sum + x * x, 0) / 40 / 2;
    expect(slicedW2Squared(a, Float64Array.of(0, 0), 2, along)).toBeCloseTo(meanSquare, 13);
  });

  it('does not depend on the order of points and is symmetric', () => {
    const [a, b] = [normalCloud(rng, 30, 2), normalCloud(rng, 20, 2)];
    const directions = randomDirections(5, 2, rng);
    const turned = Float64Array.from(a, (_, i) => a[(29 - (i >> 1)) * 2 + (i & 1)]);
    expect(slicedW2Squared(turned, b, 2, directions)).toBe(slicedW2Squared(a, b, 2, directions));
    expect(slicedW2Squared(b, a, 2, directions)).toBeCloseTo(slicedW2Squared(a, b, 2, directions), 14);
  });

  it('refuses lengths that do not fit', () => {
    const one = Float64Array.of(1, 0);
    expect(() => slicedW2Squared(new Float64Array(3), one, 2, one)).toThrow(RangeError);
    expect(() => slicedW2Squared(one, one, 2, new Float64Array(3))).toThrow(RangeError);
  });
});
