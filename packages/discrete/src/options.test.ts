import Value from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { discreteOptions } from './options.js';

const points = { representation: 'points', real: { kind: 'zipf', states: 10, exponent: 1 } };
const fig3 = {
  kind: 'gaussian-mixture-histogram',
  means: [-4, 4],
  variances: [1, 1],
  weights: [0.5, 0.5],
  bins: 10,
  range: [-9, 9],
};

describe('the schema of the options', () => {
  it('takes every kind of real distribution', () => {
    for (const real of [
      points.real,
      fig3,
      { kind: 'uniform', states: 2 },
      { kind: 'probabilities', probabilities: [0.5, 0.5] },
    ]) {
      expect(Value.Check(discreteOptions, { representation: 'sufficient-statistics', real })).toBe(true);
    }
  });

  it.each([
    ['nothing', {}],
    ['an unknown option', { ...points, seed: 1 }],
    ['an unknown option of the distribution', { ...points, real: { ...points.real, bins: 3 } }],
    ['an unknown representation', { ...points, representation: 'histogram' }],
    ['a missing exponent', { ...points, real: { kind: 'zipf', states: 10 } }],
    ['a range of three', { ...points, real: { ...fig3, range: [1, 2, 3] } }],
    ['a variance of 0', { ...points, real: { ...fig3, variances: [1, 0] } }],
    ['one probability', { ...points, real: { kind: 'probabilities', probabilities: [1] } }],
  ])('refuses %s', (_, options) => {
    expect(Value.Check(discreteOptions, options)).toBe(false);
  });
});
