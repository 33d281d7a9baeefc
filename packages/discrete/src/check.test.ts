import { describe, expect, it } from 'vitest';
import { checkDiscrete } from './check.js';
import type { DiscreteOptions, RealOptions } from './options.js';
import type { DiscreteSetting } from './theory/setting.js';

const fine: RealOptions = { kind: 'probabilities', probabilities: [0.2, 0.3, 0.5] };
const mixture: RealOptions = {
  kind: 'gaussian-mixture-histogram',
  means: [-4, 4],
  variances: [1, 1],
  weights: [0.5, 0.5],
  bins: 100,
  range: [-10, 10],
};

function check(real: RealOptions, samples = 100, representation: DiscreteOptions['representation'] = 'sufficient-statistics') {
  const setting: DiscreteSetting = { system: { representation, real }, mitigation: { id: 'replace' }, samples, generations: 10 };
  return checkDiscrete(setting);
}

describe('what the schema cannot say', () => {
  it('passes good options of every kind', () => {
    for (const real of [fine, mixture, { kind: 'uniform', states: 2 }, { kind: 'zipf', states: 1000, exponent: 1 }] as const) {
      expect(check(real)).toEqual([]);
    }
    expect(check({ kind: 'probabilities', probabilities: [1 / 3, 1 / 3, 1 / 3] })).toEqual([]);
    expect(check(fine, 1e9)).toEqual([]);
  });

  it.each<[string, RealOptions, string]>([
    ['a sum that is not 1', { kind: 'probabilities', probabilities: [0.2, 0.3] }, '/system/real/probabilities'],
    ['a negative probability', { kind: 'probabilities', probabilities: [1.2, -0.2] }, '/system/real/probabilities/1'],
    ['NaN', { kind: 'probabilities', probabilities: [Number.NaN, 1] }, '/system/real/probabilities/0'],
    ['a point mass', { kind: 'probabilities', probabilities: [1, 0] }, '/system/real'],
    ['one state', { kind: 'uniform', states: 1 }, '/system/real/states'],
    ['half a state', { kind: 'zipf', states: 2.5, exponent: 1 }, '/system/real/states'],
    ['a negative exponent', { kind: 'zipf', states: 5, exponent: -1 }, '/system/real/exponent'],
    ['an empty range', { ...mixture, range: [3, 3] }, '/system/real/range'],
    ['a range the wrong way round', { ...mixture, range: [3, -3] }, '/system/real/range'],
    ['too few variances', { ...mixture, variances: [1] }, '/system/real/variances'],
    ['too many weights', { ...mixture, weights: [0.5, 0.25, 0.25] }, '/system/real/weights'],
    ['weights that do not add up', { ...mixture, weights: [0.5, 0.6] }, '/system/real/weights'],
    ['a variance of 0', { ...mixture, variances: [1, 0] }, '/system/real/variances/1'],
    ['one bin', { ...mixture, bins: 1 }, '/system/real/bins'],
    ['a range far from all mass', { ...mixture, range: [1000, 1001] }, '/system/real'],
  ])('refuses %s with a pointer and a remedy', (_, real, pointer) => {
    const problems = check(real);
    expect(problems.map((problem) => problem.pointer)).toContain(pointer);
    for (const { expected, found, remedy } of problems) {
      for (const text of [expected, found, remedy]) expect(text.length).toBeGreaterThan(0);
    }
  });

  it('refuses fewer than two samples, fractions, populations, and points that do not fit in memory', () => {
    for (const samples of [0, 1, 2.5, -3, Number.NaN, Number.POSITIVE_INFINITY, 1e15]) {
      expect(check(fine, samples).map(({ pointer }) => pointer)).toEqual(['/samples']);
    }
    const [problem] = check(fine, 1e9, 'points');
    expect(problem.remedy).toContain('sufficient-statistics');
  });
});
