import { streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { drawPoints } from './points.js';
import { gaussianScorer } from './scorer.js';
import { gaussianTruth } from './truth.js';

const rng = (index: number) => streamAt(streamKey(7, 'scorer.test'), index);
const pointSet = (dimension: number, ...points: number[]) => ({
  count: points.length / dimension,
  points: Float64Array.from(points),
});

const one = gaussianTruth({ kind: 'normal', mean: [1], covariance: [[4]] });
const two = gaussianTruth({
  kind: 'normal',
  mean: [1, -1],
  covariance: [
    [2, 0.5],
    [0.5, 1],
  ],
});
const humps = gaussianTruth({
  kind: 'mixture',
  components: [
    { weight: 0.25, mean: [-4], covariance: [[1]] },
    { weight: 0.75, mean: [4], covariance: [[0.25]] },
  ],
});

/** ln N(x; mu, Sigma) in two dimensions, by the inverse. */
function logDensity(x: number, y: number, mean: ArrayLike<number>, s: ArrayLike<number>): number {
  const determinant = s[0] * s[3] - s[1] * s[2];
  const [a, b] = [x - mean[0], y - mean[1]];
  const distance = (a * a * s[3] - 2 * a * b * s[1] + b * b * s[0]) / determinant;
  return -Math.log(2 * Math.PI) - 0.5 * Math.log(determinant) - 0.5 * distance;
}

describe('reward', () => {
  it('is ln p0 of a normal, in one and two dimensions', () => {
    const line = gaussianScorer(one).reward!(pointSet(1, 1, 5));
    expect(line[0]).toBeCloseTo(-0.5 * Math.log(2 * Math.PI * 4), 13);
    expect(line[1]).toBeCloseTo(-0.5 * Math.log(2 * Math.PI * 4) - 2, 13);
    const plane = gaussianScorer(two).reward!(pointSet(2, 0, 0, 3, -2));
    expect(plane[0]).toBeCloseTo(logDensity(0, 0, two.mean, two.covariance), 12);
    expect(plane[1]).toBeCloseTo(logDensity(3, -2, two.mean, two.covariance), 12);
  });

  it('is ln p0 of a mixture, far from it too', () => {
    const [at, between, far] = gaussianScorer(humps).reward!(pointSet(1, 4, 0, 1000));
    const density = (x: number) =>
      (0.25 * Math.exp(-0.5 * (x + 4) ** 2)) / Math.sqrt(2 * Math.PI) +
      (0.75 * Math.exp(-2 * (x - 4) ** 2)) / Math.sqrt(2 * Math.PI * 0.25);
    expect(at).toBeCloseTo(Math.log(density(4)), 12);
    expect(between).toBeCloseTo(Math.log(density(0)), 12);
    expect(far).toBeCloseTo(Math.log(0.25) - 0.5 * Math.log(2 * Math.PI) - 0.5 * 1004 ** 2, 6);
  });
});

describe('correct', () => {
  it('is the central 95% of p0, in any dimension', () => {
    const edge = 1.959963984540054 * 2;
    expect([...gaussianScorer(one).correct!(pointSet(1, 1 + edge - 1e-9, 1 + edge + 1e-9, 1 - edge + 1e-9, -9))]).toEqual([
      1, 0, 1, 0,
    ]);
    const count = 20_000;
    const drawn = drawPoints(count, two.mean, two.covariance, 1, rng(1));
    const right = gaussianScorer(two).correct!(drawn).reduce((sum, value) => sum + value, 0);
    expect(Math.abs(right / count - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / count));
  });

  it('of a mixture is the central 95% of some component', () => {
    expect([...gaussianScorer(humps).correct!(pointSet(1, -4, -2.1, 0, 3.1, 4.9, 5))]).toEqual([1, 1, 0, 1, 1, 0]);
  });
});

describe('surprise', () => {
  it('is -ln of the density of the model, whatever p0 says', () => {
    const params = { mean: Float64Array.of(0.5, 2), covariance: Float64Array.of(1, -0.3, -0.3, 0.5) };
    const [a, b] = gaussianScorer(two).surprise!(params, pointSet(2, 0, 0, 0.5, 2));
    expect(a).toBeCloseTo(-logDensity(0, 0, params.mean, params.covariance), 12);
    expect(b).toBeCloseTo(-logDensity(0.5, 2, params.mean, params.covariance), 12);
  });

  it('of a singular model is finite, within its support', () => {
    const params = { mean: Float64Array.of(0, 0), covariance: Float64Array.of(4, 2, 2, 1) };
    const [origin, out] = gaussianScorer(two).surprise!(params, pointSet(2, 0, 0, 2, 1));
    expect(out - origin).toBeCloseTo(0.5, 13);
    const dead = { mean: Float64Array.of(3), covariance: Float64Array.of(0) };
    expect(gaussianScorer(one).surprise!(dead, pointSet(1, 3, 3))[0]).toBeCloseTo(0, 15);
  });
});

describe('detector', () => {
  it('is the likelihood ratio of the two fitted normals', () => {
    const real = pointSet(1, -1, 0, 1, 4);
    const generated = pointSet(1, 0, 1, 2);
    const confidence = gaussianScorer(one).detector!(real, generated, rng(0))(pointSet(1, 0.5, 6));
    const density = (x: number, mean: number, variance: number) =>
      Math.exp((-0.5 * (x - mean) ** 2) / variance) / Math.sqrt(2 * Math.PI * variance);
    [0.5, 6].forEach((x, i) => {
      const [p, q] = [density(x, 1, 3.5), density(x, 1, 2 / 3)];
      expect(confidence[i]).toBeCloseTo(q / (p + q), 13);
    });
    expect(confidence[1]).toBeLessThan(confidence[0]);
  });

  it('knows generated data without spread at once, and has nothing to say without spread in the real data', () => {
    const detect = gaussianScorer(two).detector!;
    const full = drawPoints(10, two.mean, two.covariance, 1, rng(2));
    const flat = pointSet(2, 0, 0, 1, 1, 2, 2);
    expect([...detect(full, flat, rng(0))(flat)]).toEqual([1, 1, 1]);
    expect([...detect(flat, full, rng(0))(flat)]).toEqual([0.5, 0.5, 0.5]);
  });
});
