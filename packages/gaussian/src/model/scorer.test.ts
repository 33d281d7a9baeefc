import { realTruth } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { gaussianScorer } from './scorer.js';

const pointSet = (dimension: number, ...points: number[]) => ({
  count: points.length / dimension,
  points: Float64Array.from(points),
});

const one = realTruth({ kind: 'normal', mean: [1], covariance: [[4]] });
const two = realTruth({
  kind: 'normal',
  mean: [1, -1],
  covariance: [
    [2, 0.5],
    [0.5, 1],
  ],
});
/** ln N(x; mu, Sigma) in two dimensions, by the inverse. */
function logDensity(x: number, y: number, mean: ArrayLike<number>, s: ArrayLike<number>): number {
  const determinant = s[0] * s[3] - s[1] * s[2];
  const [a, b] = [x - mean[0], y - mean[1]];
  const distance = (a * a * s[3] - 2 * a * b * s[1] + b * b * s[0]) / determinant;
  return -Math.log(2 * Math.PI) - 0.5 * Math.log(determinant) - 0.5 * distance;
}

describe('surprise', () => {
  it('is -ln of the density of the model, whatever p0 says', async () => {
    const params = { mean: Float64Array.of(0.5, 2), covariance: Float64Array.of(1, -0.3, -0.3, 0.5) };
    const [a, b] = await gaussianScorer(two).surprise!(params, pointSet(2, 0, 0, 0.5, 2));
    expect(a).toBeCloseTo(-logDensity(0, 0, params.mean, params.covariance), 12);
    expect(b).toBeCloseTo(-logDensity(0.5, 2, params.mean, params.covariance), 12);
  });

  it('of a singular model is finite, within its support', async () => {
    const params = { mean: Float64Array.of(0, 0), covariance: Float64Array.of(4, 2, 2, 1) };
    const [origin, out] = await gaussianScorer(two).surprise!(params, pointSet(2, 0, 0, 2, 1));
    expect(out - origin).toBeCloseTo(0.5, 13);
    const dead = { mean: Float64Array.of(3), covariance: Float64Array.of(0) };
    expect((await gaussianScorer(one).surprise!(dead, pointSet(1, 3, 3)))[0]).toBeCloseTo(0, 15);
  });
});
