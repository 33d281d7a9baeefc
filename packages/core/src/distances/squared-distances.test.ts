import { describe, expect, it } from 'vitest';
import { streamAt, streamKey } from '../random/streams.js';
import { medianDistance, pointCount, squaredDistanceTile } from './squared-distances.js';
import { naiveSquaredDistance, normalCloud } from './testing/clouds.js';

const rng = streamAt(streamKey(1, 'squared-distances.test'), 0);

describe('squaredDistanceTile', () => {
  it.each([1, 2, 3, 7])('gives the bits of a plain double loop, dimension %i', (dimension) => {
    const a = normalCloud(rng, 11, dimension);
    const b = normalCloud(rng, 13, dimension);
    const out = new Float64Array(7 * 9);
    squaredDistanceTile(a, b, dimension, 3, 10, 4, 13, out);
    for (let i = 0; i < 7; i++) {
      for (let j = 0; j < 9; j++) expect(out[i * 9 + j]).toBe(naiveSquaredDistance(a, i + 3, b, j + 4, dimension));
    }
  });
});

describe('medianDistance', () => {
  it('is the middle one of an odd number of distances', () => {
    expect(medianDistance(Float64Array.of(0, 1, 3), 1)).toBe(2);
    expect(medianDistance(Float64Array.of(0, 0, 3, 4), 2)).toBe(5);
  });

  it('is the mean of the two in the middle of an even number', () => {
    // 1, 1, 2, 3, 4, 5.
    expect(medianDistance(Float64Array.of(0, 1, 2, 5), 1)).toBe(2.5);
  });

  it('is 0 when half of all pairs coincide', () => {
    expect(medianDistance(Float64Array.of(7, 7, 7, 7, 9), 1)).toBe(0);
  });

  it('wants two points, without NaN', () => {
    expect(() => medianDistance(Float64Array.of(1, 2), 2)).toThrow(RangeError);
    expect(() => medianDistance(Float64Array.of(1, Number.NaN, 2), 1)).toThrow(RangeError);
  });
});

describe('pointCount', () => {
  it('counts points and refuses what is no cloud', () => {
    expect(pointCount('a', new Float64Array(6), 3)).toBe(2);
    expect(() => pointCount('a', new Float64Array(7), 3)).toThrow('a: expected a positive multiple of 3 numbers, found 7');
    expect(() => pointCount('a', new Float64Array(0), 3)).toThrow(RangeError);
    expect(() => pointCount('a', new Float64Array(6), 1.5)).toThrow(RangeError);
  });
});
