import { expect, it } from 'vitest';
import { realDistribution } from './real-distribution.js';

it('takes given probabilities, rescaled by their rounding', () => {
  const given = realDistribution({ kind: 'probabilities', probabilities: [0.1, 0.2, 0.7000000001] });
  expect(given.modes).toBeUndefined();
  expect(given.probabilities[2]).toBeCloseTo(0.7, 9);
  expect(given.probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 15);
});

it('knows uniform and Zipf laws, which meet at exponent 0', () => {
  const uniform = realDistribution({ kind: 'uniform', states: 8 });
  expect([...uniform.probabilities]).toEqual(new Array(8).fill(0.125));
  expect([...realDistribution({ kind: 'zipf', states: 8, exponent: 0 }).probabilities]).toEqual(new Array(8).fill(0.125));
});

it('carries the modes of a mixture', () => {
  const real = { kind: 'gaussian-mixture-histogram' as const, means: [-1, 1], variances: [1, 1], weights: [0.5, 0.5] };
  const truth = realDistribution({ ...real, bins: 4, range: [-2, 2] });
  expect([...truth.modes!]).toEqual([0, 0, 1, 1]);
});
