import { meanAndScatter, streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../../core/src/testing/seed-offset.js';
import { addMeanNoise } from './mean-noise.js';
import { drawPoints } from './points.js';
import { thirdMomentSigns } from './third-moment-signs.js';

const COVARIANCE = Float64Array.of(2, 1.2, 1.2, 1);
const MEAN = Float64Array.of(5, -1);

describe('orthogonal noise', () => {
  it('has length magnitude/sqrt(M), mean zero, no covariance with T, and independent signs', () => {
    const replicates = 10_000;
    const count = 7;
    const key = streamKey(testSeed(4), 'mean-noise.test');
    const sums = new Float64Array(5);
    for (let r = 0; r < replicates; r++) {
      const rng = streamAt(key, r);
      const data = drawPoints(count, MEAN, COVARIANCE, 1, rng);
      const { mean, scatter } = meanAndScatter(data.points, 2);
      const before = mean.slice();
      const signs = () => thirdMomentSigns(data, before, scatter, rng);
      addMeanNoise({ kind: 'orthogonal-noise', magnitude: 3 }, { count, mean, previousMean: MEAN, thirdMomentSigns: signs });
      const noise = mean.map((value, i) => value - before[i]);
      expect(Math.sqrt(noise[0] ** 2 + noise[1] ** 2)).toBeCloseTo(3 / Math.sqrt(count), 12);
      const unit = noise.map((value) => (value * Math.sqrt(2 * count)) / 3);
      // Both signs, their product, and both against the sample mean of the same axis.
      const z = before.map((value, i) => ((value - MEAN[i]) * Math.sqrt(count)) / Math.sqrt(COVARIANCE[3 * i]));
      [unit[0], unit[1], unit[0] * unit[1], unit[0] * z[0], unit[1] * z[1]].forEach((value, i) => {
        sums[i] += value;
      });
    }
    for (const sum of sums) expect(Math.abs(sum) / Math.sqrt(replicates)).toBeLessThan(4);
  });

  it('takes the signs of the third moments of an asymmetric sample', () => {
    const points = Float64Array.of(0, 0, 0, 0, 0, 0, 0, 9);
    const { mean, scatter } = meanAndScatter(points, 1);
    const rng = streamAt(streamKey(testSeed(4), 'signs'), 0);
    expect(thirdMomentSigns({ count: 8, points }, mean, scatter, rng)).toEqual(Float64Array.of(1));
    expect(
      thirdMomentSigns(
        { count: 8, points: points.map((x) => -x) },
        mean.map((x) => -x),
        scatter,
        rng,
      ),
    ).toEqual(Float64Array.of(-1));
  });
});

describe('bounded noise', () => {
  it('is K/M long and points straight back to the mean that was sampled', () => {
    const mean = Float64Array.of(3, 4);
    const signs = () => Float64Array.of(1, 1);
    addMeanNoise(
      { kind: 'bounded-noise', magnitude: 10 },
      { count: 100, mean, previousMean: new Float64Array(2), thirdMomentSigns: signs },
    );
    expect(mean[0]).toBeCloseTo(3 - 0.06, 12);
    expect(mean[1]).toBeCloseTo(4 - 0.08, 12);
  });

  it('is nothing where the sample mean has not moved', () => {
    const mean = Float64Array.of(1);
    const signs = () => Float64Array.of(1);
    addMeanNoise(
      { kind: 'bounded-noise', magnitude: 1 },
      { count: 5, mean, previousMean: mean.slice(), thirdMomentSigns: signs },
    );
    expect(mean[0]).toBe(1);
  });
});
