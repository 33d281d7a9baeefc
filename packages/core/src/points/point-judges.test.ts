import { describe, expect, it } from 'vitest';
import { semidefiniteCholesky } from '../linalg/semidefinite-cholesky.js';
import { fillNormal } from '../random/normal.js';
import type { Rng } from '../random/rng.js';
import { streamAt, streamKey } from '../random/streams.js';
import { testSeed } from '../testing/seed-offset.js';
import { pointJudges } from './point-judges.js';

const rng = (index: number) => streamAt(streamKey(testSeed(7), 'point-judges.test'), index);
const pointSet = (dimension: number, ...points: number[]) => ({
  count: points.length / dimension,
  points: Float64Array.from(points),
});

/** A normal or a mixture; covariances row-major. */
const real = (...components: readonly (readonly [weight: number, mean: number[], covariance: number[]])[]) => ({
  dimension: components[0][1].length,
  components: components.map(([weight, mean, covariance]) => ({
    weight,
    mean: Float64Array.from(mean),
    covariance: Float64Array.from(covariance),
  })),
});
const one = real([1, [1], [4]]);
const two = real([1, [1, -1], [2, 0.5, 0.5, 1]]);
const plane = two.components[0];
const humps = real([0.25, [-4], [1]], [0.75, [4], [0.25]]);

function drawPoints(count: number, rng: Rng) {
  const root = semidefiniteCholesky(plane.covariance, 2, 1);
  const points = new Float64Array(2 * count);
  fillNormal(rng, points);
  for (let i = 0; i < points.length; i += 2) {
    points[i + 1] = plane.mean[1] + root[2] * points[i] + root[3] * points[i + 1];
    points[i] = plane.mean[0] + root[0] * points[i];
  }
  return { count, points };
}

/** ln N(x; mu, Sigma) in two dimensions, by the inverse. */
function logDensity(x: number, y: number, mean: ArrayLike<number>, s: ArrayLike<number>): number {
  const determinant = s[0] * s[3] - s[1] * s[2];
  const [a, b] = [x - mean[0], y - mean[1]];
  const distance = (a * a * s[3] - 2 * a * b * s[1] + b * b * s[0]) / determinant;
  return -Math.log(2 * Math.PI) - 0.5 * Math.log(determinant) - 0.5 * distance;
}

describe('reward', () => {
  it('is ln p0 of a normal, in one and two dimensions', async () => {
    const line = await pointJudges(one).reward!(pointSet(1, 1, 5));
    expect(line[0]).toBeCloseTo(-0.5 * Math.log(2 * Math.PI * 4), 13);
    expect(line[1]).toBeCloseTo(-0.5 * Math.log(2 * Math.PI * 4) - 2, 13);
    const values = await pointJudges(two).reward!(pointSet(2, 0, 0, 3, -2));
    expect(values[0]).toBeCloseTo(logDensity(0, 0, plane.mean, plane.covariance), 12);
    expect(values[1]).toBeCloseTo(logDensity(3, -2, plane.mean, plane.covariance), 12);
  });

  it('is ln p0 of a mixture, far from it too', async () => {
    const [at, between, far] = await pointJudges(humps).reward!(pointSet(1, 4, 0, 1000));
    const density = (x: number) =>
      (0.25 * Math.exp(-0.5 * (x + 4) ** 2)) / Math.sqrt(2 * Math.PI) +
      (0.75 * Math.exp(-2 * (x - 4) ** 2)) / Math.sqrt(2 * Math.PI * 0.25);
    expect(at).toBeCloseTo(Math.log(density(4)), 12);
    expect(between).toBeCloseTo(Math.log(density(0)), 12);
    expect(far).toBeCloseTo(Math.log(0.25) - 0.5 * Math.log(2 * Math.PI) - 0.5 * 1004 ** 2, 6);
  });
});

describe('correct', () => {
  it('is the central 95% of p0, in any dimension', async () => {
    const edge = 1.959963984540054 * 2;
    expect([...(await pointJudges(one).correct!(pointSet(1, 1 + edge - 1e-9, 1 + edge + 1e-9, 1 - edge + 1e-9, -9)))]).toEqual([
      1, 0, 1, 0,
    ]);
    const count = 20_000;
    const drawn = drawPoints(count, rng(1));
    const right = (await pointJudges(two).correct!(drawn)).reduce((sum, value) => sum + value, 0);
    expect(Math.abs(right / count - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / count));
  });

  it('of a mixture is the central 95% of some component', async () => {
    expect([...(await pointJudges(humps).correct!(pointSet(1, -4, -2.1, 0, 3.1, 4.9, 5)))]).toEqual([1, 1, 0, 1, 1, 0]);
  });
});

describe('detector', () => {
  it('is the likelihood ratio of the two fitted normals', async () => {
    const real = pointSet(1, -1, 0, 1, 4);
    const generated = pointSet(1, 0, 1, 2);
    const detect = await pointJudges(one).detector!(real, generated, rng(0));
    const confidence = await detect(pointSet(1, 0.5, 6));
    const density = (x: number, mean: number, variance: number) =>
      Math.exp((-0.5 * (x - mean) ** 2) / variance) / Math.sqrt(2 * Math.PI * variance);
    [0.5, 6].forEach((x, i) => {
      const [p, q] = [density(x, 1, 3.5), density(x, 1, 2 / 3)];
      expect(confidence[i]).toBeCloseTo(q / (p + q), 13);
    });
    expect(confidence[1]).toBeLessThan(confidence[0]);
  });

  it('knows generated data without spread at once, and has nothing to say without spread in the real data', async () => {
    const learn = pointJudges(two).detector!;
    const full = drawPoints(10, rng(2));
    const flat = pointSet(2, 0, 0, 1, 1, 2, 2);
    expect([...(await (await learn(full, flat, rng(0)))(flat))]).toEqual([1, 1, 1]);
    expect([...(await (await learn(flat, full, rng(0)))(flat))]).toEqual([0.5, 0.5, 0.5]);
  });

  it('is all there is where the real distribution has no density', async () => {
    const judges = pointJudges({ dimension: 2, components: [] });
    expect(Object.keys(judges)).toEqual(['detector']);
    const [full, flat] = [drawPoints(10, rng(2)), pointSet(2, 0, 0, 1, 1, 2, 2)];
    expect([...(await (await judges.detector!(full, flat, rng(0)))(flat))]).toEqual([1, 1, 1]);
  });
});
