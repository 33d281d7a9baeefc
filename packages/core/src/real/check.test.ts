import { describe, expect, it } from 'vitest';
import { checkReal } from './check.js';
import type { RealDistribution } from './distribution.js';

const eye = [
  [1, 0],
  [0, 1],
];
const normal = (mean: number[], covariance: number[][]): RealDistribution => ({ kind: 'normal', mean, covariance });
const blob = (weight: number, mean = [0, 0], covariance = eye) => ({ weight, mean, covariance });
const mixture = (...components: ReturnType<typeof blob>[]): RealDistribution => ({ kind: 'mixture', components });
const square = (a: number, b: number, c: number, d: number) => [
  [a, b],
  [c, d],
];

describe('checkReal', () => {
  it.each<[string, RealDistribution, number]>([
    ['a normal', normal([0, 1], square(2, 0.5, 0.5, 1)), 2],
    ['a mixture whose weights add up but for rounding', mixture(blob(0.1), blob(0.2), blob(0.7)), 2],
    ['a mixture of one', mixture(blob(1)), 2],
    ['numbers near the edge', normal([1e75], [[1e150]]), 1],
    ['small numbers', normal([0], [[1e-150]]), 1],
    ['moons', { kind: 'moons', noise: 0.05 }, 2],
    ['circles', { kind: 'circles', factor: 0.8, noise: 0 }, 2],
    ['a swiss roll', { kind: 'swiss-roll', noise: 0.05 }, 3],
  ])('finds nothing wrong with %s', (_, real, dimension) => {
    expect(checkReal(real, dimension)).toEqual([]);
  });

  it.each<[string, RealDistribution, string, string]>([
    ['a mean of another length', normal([0], eye), '/system/real/mean', '1'],
    ['a covariance of another size', normal([0, 0], [[1]]), '/system/real/covariance', 'rows of 1 numbers'],
    ['ragged rows', normal([0, 0], [[1, 0], [0]]), '/system/real/covariance', 'rows of 2, 1 numbers'],
    ['asymmetry', normal([0, 0], square(1, 0.5, 0.4, 1)), '/system/real/covariance/1/0', '0.4'],
    ['a singular covariance', normal([0, 0], square(1, 1, 1, 1)), '/system/real/covariance', 'smallest eigenvalue'],
    ['an indefinite covariance', normal([0, 0], square(1, 2, 2, 1)), '/system/real/covariance', 'smallest eigenvalue of -'],
    ['no variance', normal([0, 0], square(0, 0, 0, 0)), '/system/real/covariance', 'smallest eigenvalue of 0'],
    ['NaN in the mean', normal([0, Number.NaN], eye), '/system/real', 'NaN'],
    ['an infinite variance', normal([0, 0], square(1, 0, 0, Infinity)), '/system/real', 'Infinity'],
    ['a variance whose square overflows', normal([0, 0], square(1, 0, 0, 1e154)), '/system/real/covariance/1/1', '1e+154'],
    ['a mean whose powers overflow', normal([0, -1e80], eye), '/system/real/mean/1', '-1e+80'],
    ['a variance whose square vanishes', normal([0, 0], square(1e-170, 0, 0, 1e-170)), '/system/real/covariance', '1e-170'],
    ['weights that do not add up', mixture(blob(0.5), blob(0.4)), '/system/real/components', 'a sum of 0.9'],
    ['a component of another size', mixture(blob(0.5), blob(0.5, [1])), '/system/real/components/1/mean', '1'],
    [
      'a singular component',
      mixture(blob(0.5), blob(0.5, [0, 0], square(1, 1, 1, 1))),
      '/system/real/components/1/covariance',
      'eigenvalue of 0',
    ],
    ['a swiss roll in the plane', { kind: 'swiss-roll', noise: 0 }, '/system/dimension', '2'],
  ])('names the place, the value and the remedy for %s', (_, real, pointer, found) => {
    const problems = checkReal(real, 2);
    expect(problems).toMatchObject([{ pointer, found: expect.stringContaining(found) }]);
    for (const { expected, remedy } of problems) expect(Math.min(expected.length, remedy.length)).toBeGreaterThan(7);
  });

  it.each(['moons', 'circles'] as const)('refuses %s on a line and in space', (kind) => {
    for (const dimension of [1, 3]) {
      expect(checkReal({ kind, factor: 0.5, noise: 0 }, dimension)).toMatchObject([
        { pointer: '/system/dimension', expected: `2, the dimension of ${kind}`, found: `${dimension}` },
      ]);
    }
  });
});
