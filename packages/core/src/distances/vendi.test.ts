import { describe, expect, it } from 'vitest';
import { streamAt, streamKey } from '../random/streams.js';
import { gaussianKernelScale } from './gaussian-kernel.js';
import { fullSpectrum, gaussianKernelSpectrum } from './gaussian-kernel-spectrum.js';
import { normalCloud } from './testing/clouds.js';
import { cosineVendi, gaussianVendi, vendiScore } from './vendi.js';

const rng = streamAt(streamKey(1, 'vendi.test'), 0);

describe('gaussianVendi', () => {
  it('is 1 when all points coincide', () => {
    expect(gaussianVendi(new Float64Array(400).fill(3), 2, 1)).toBeCloseTo(1, 12);
  });

  it('is the number of points when all are far apart', () => {
    const far = Float64Array.from({ length: 40 }, (_, i) => 100 * i);
    expect(gaussianVendi(far, 1, 1)).toBeCloseTo(40, 10);
  });

  it('is exp of the entropy of the shares of clusters that are points', () => {
    // 30, 15 and 5 of 50.
    const points = Float64Array.from({ length: 50 }, (_, i) => (i < 30 ? 0 : i < 45 ? 1e6 : -1e6));
    const entropy = -(0.6 * Math.log(0.6) + 0.3 * Math.log(0.3) + 0.1 * Math.log(0.1));
    expect(gaussianVendi(points, 1, 2)).toBeCloseTo(Math.exp(entropy), 12);
  });

  it('is that of a 2 x 2 matrix, whose eigenvalues are (1 +- k) / 2', () => {
    const k = Math.exp(-0.5);
    const [high, low] = [(1 + k) / 2, (1 - k) / 2];
    const expected = Math.exp(-high * Math.log(high) - low * Math.log(low));
    expect(gaussianVendi(Float64Array.of(0, 1), 1, 1)).toBeCloseTo(expected, 14);
  });

  it.each([
    [1, 300, 1],
    [2, 300, 1.5],
    [2, 200, 0.3],
    [3, 150, 4],
  ])(
    'takes the same from a factor of low rank as from all of K: dimension %i, %i points, bandwidth %f',
    (dimension, n, bandwidth) => {
      const points = normalCloud(rng, n, dimension);
      const spectrum = gaussianKernelSpectrum(points, dimension, bandwidth);
      const full = fullSpectrum(points, dimension, n, gaussianKernelScale(bandwidth));
      expect(Math.abs(vendiScore(spectrum) / vendiScore(full) - 1)).toBeLessThan(1e-11);
      expect(Math.abs(spectrum.reduce((sum, value) => sum + value, 0) - 1)).toBeLessThan(2e-13);
    },
  );

  it('has columns to spare: a wide kernel of 300 points has few eigenvalues, a narrow one all', () => {
    const points = normalCloud(rng, 300, 2);
    expect(gaussianKernelSpectrum(points, 2, 2).length).toBeLessThan(100);
    expect(gaussianKernelSpectrum(points, 2, 0.01)).toHaveLength(300);
  });

  it('falls as the points draw together', () => {
    const points = normalCloud(rng, 200, 2);
    const scores = [1, 0.5, 0.1].map((factor) =>
      gaussianVendi(
        points.map((x) => x * factor),
        2,
        1,
      ),
    );
    expect(scores[0]).toBeGreaterThan(scores[1]);
    expect(scores[1]).toBeGreaterThan(scores[2]);
    expect(scores[2]).toBeGreaterThan(1);
  });

  it('refuses bandwidths that are none', () => {
    expect(() => gaussianVendi(Float64Array.of(0, 1), 1, 0)).toThrow(RangeError);
  });
});

describe('cosineVendi', () => {
  it('is the number of directions when they are orthogonal and as frequent', () => {
    expect(cosineVendi(Float64Array.of(2, 0, 0, 0, 3, 0, 0, 0, 1, 5, 0, 0, 0, 0.1, 0, 0, 0, 1), 3)).toBeCloseTo(3, 13);
  });

  it("is the same by X X' and by X' X", () => {
    const square = normalCloud(rng, 10, 10);
    // Ten zero coordinates more: the n x n matrix is taken instead.
    const wide = new Float64Array(200);
    for (let i = 0; i < 10; i++) wide.set(square.subarray(10 * i, 10 * i + 10), 20 * i);
    // Each point twice: the d x d matrix is taken.
    const twice = Float64Array.of(...square, ...square);
    expect(cosineVendi(wide, 20)).toBeCloseTo(cosineVendi(twice, 10), 12);
  });

  it('does not see lengths, and refuses points without a direction', () => {
    const points = normalCloud(rng, 20, 3);
    expect(
      cosineVendi(
        points.map((x, i) => x * (1 + Math.floor(i / 3))),
        3,
      ),
    ).toBeCloseTo(cosineVendi(points, 3), 13);
    expect(() => cosineVendi(Float64Array.of(1, 2, 0, 0), 2)).toThrow('at point 1');
  });
});
