import { describe, expect, it } from 'vitest';
import { streamAt, streamKey } from '../random/streams.js';
import { testSeed } from '../testing/seed-offset.js';
import type { RealDistribution } from './distribution.js';
import { isShape } from './shape.js';
import { realSource } from './source.js';
import { realTruth } from './truth.js';

const rng = (index: number) => streamAt(streamKey(testSeed(1), 'real/source.test'), index);

const reals: readonly (readonly [string, RealDistribution])[] = [
  ['a normal on the line', { kind: 'normal', mean: [3], covariance: [[2]] }],
  [
    'a normal in space',
    {
      kind: 'normal',
      mean: [1, 0, -2],
      covariance: [
        [2, 0.3, 0.1],
        [0.3, 1, -0.2],
        [0.1, -0.2, 0.5],
      ],
    },
  ],
  [
    'a mixture',
    {
      kind: 'mixture',
      components: [
        {
          weight: 0.3,
          mean: [-2, 1],
          covariance: [
            [1, 0.6],
            [0.6, 2],
          ],
        },
        {
          weight: 0.7,
          mean: [3, 0],
          covariance: [
            [0.5, -0.2],
            [-0.2, 0.4],
          ],
        },
      ],
    },
  ],
  ['moons', { kind: 'moons', noise: 0 }],
  ['noisy moons', { kind: 'moons', noise: 0.4 }],
  ['circles', { kind: 'circles', factor: 0.8, noise: 0.05 }],
  ['a small circle in a large one', { kind: 'circles', factor: 0.2, noise: 0 }],
  ['a swiss roll', { kind: 'swiss-roll', noise: 0.05 }],
  ['a noisy swiss roll', { kind: 'swiss-roll', noise: 3 }],
];

/** Mean and standard error of a number of each point. */
function average(points: Float64Array, dimension: number, number: (row: number) => number): { mean: number; error: number } {
  const count = points.length / dimension;
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < points.length; row += dimension) {
    const value = number(row);
    sum += value;
    squares += value * value;
  }
  const mean = sum / count;
  return { mean, error: Math.sqrt((squares / count - mean * mean) / count) };
}

describe.each(reals)('%s', (_, real) => {
  const { dimension, mean, covariance } = realTruth(real);
  const source = realSource(real);

  it('has samples with the mean and covariance that are stated in closed form', () => {
    const { points } = source.sample(200_000, rng(0));
    for (let a = 0; a < dimension; a++) {
      const first = average(points, dimension, (row) => points[row + a] - mean[a]);
      expect(Math.abs(first.mean), `mean ${a}`).toBeLessThan(4.5 * first.error);
      for (let b = 0; b <= a; b++) {
        const product = (row: number) => (points[row + a] - mean[a]) * (points[row + b] - mean[b]);
        const second = average(points, dimension, product);
        expect(Math.abs(second.mean - covariance[a * dimension + b]), `covariance ${a},${b}`).toBeLessThan(4.5 * second.error);
        expect(covariance[b * dimension + a]).toBe(covariance[a * dimension + b]);
      }
    }
  });

  it('repeats itself, honours its count and refuses what is none', () => {
    expect(source.sample(50, rng(1))).toEqual(realSource(structuredClone(real)).sample(50, rng(1)));
    for (const count of [0, 1, 7]) expect(source.sample(count, rng(2)).points.length).toBe(count * dimension);
    for (const count of [-1, 0.5, Number.POSITIVE_INFINITY]) expect(() => source.sample(count, rng(3))).toThrow(RangeError);
  });

  it('is plain data to metrics, with components where there is a density', () => {
    const truth = realTruth(real);
    expect(structuredClone(truth)).toEqual(truth);
    expect(truth.components.length === 0).toBe(isShape(real));
  });
});

it('gives each component a binomial share, one after the other', () => {
  const far: RealDistribution = {
    kind: 'mixture',
    components: [
      { weight: 0.3, mean: [-100], covariance: [[1]] },
      { weight: 0.7, mean: [100], covariance: [[1]] },
    ],
  };
  const counts = Array.from({ length: 400 }, (_, i) => {
    const { points } = realSource(far).sample(50, rng(100 + i));
    const count = points.filter((x) => x < 0).length;
    expect(points.subarray(0, count).every((x) => x < 0)).toBe(true);
    return count;
  });
  const mean = counts.reduce((sum, n) => sum + n, 0) / 400;
  const variance = counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / 399;
  expect(Math.abs(mean - 15)).toBeLessThan(4 * Math.sqrt(10.5 / 400));
  expect(Math.abs(variance - 10.5)).toBeLessThan(4 * 10.5 * Math.sqrt(2 / 399));
});

it('shapes without noise lie on their curves', () => {
  const at = (kind: 'moons' | 'circles' | 'swiss-roll') => {
    const real = { kind, factor: 0.5, noise: 0 } as RealDistribution;
    return realSource(real).sample(500, rng(200)).points;
  };
  const moons = at('moons');
  for (let row = 0; row < moons.length; row += 2) {
    const [x, y] = [moons[row], moons[row + 1]];
    const outer = Math.abs(Math.hypot(x, y) - 1) < 1e-12 && y >= 0;
    const inner = Math.abs(Math.hypot(x - 1, y - 0.5) - 1) < 1e-12 && y <= 0.5;
    expect(outer || inner).toBe(true);
  }
  const circles = at('circles');
  for (let row = 0; row < circles.length; row += 2) {
    const radius = Math.hypot(circles[row], circles[row + 1]);
    expect(Math.min(Math.abs(radius - 1), Math.abs(radius - 0.5))).toBeLessThan(1e-12);
  }
  const roll = at('swiss-roll');
  for (let row = 0; row < roll.length; row += 3) {
    // On the roll the radius is the angle.
    const radius = Math.hypot(roll[row], roll[row + 2]);
    expect(Math.cos(radius)).toBeCloseTo(roll[row] / radius, 10);
    expect(radius).toBeGreaterThanOrEqual(1.5 * Math.PI - 1e-12);
    expect(radius).toBeLessThanOrEqual(4.5 * Math.PI);
    expect(roll[row + 1]).toBeGreaterThanOrEqual(0);
    expect(roll[row + 1]).toBeLessThanOrEqual(21);
  }
});

it('refuses a covariance that is not positive definite', () => {
  const flat: RealDistribution = {
    kind: 'normal',
    mean: [0, 0],
    covariance: [
      [1, 1],
      [1, 1],
    ],
  };
  expect(() => realSource(flat)).toThrow(/positive definite/);
});
