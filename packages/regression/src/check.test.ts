import type { Setting } from '@collapse-bench/core';
import { expect, it } from 'vitest';
import { checkRegression } from './check.js';
import type { RegressionOptions } from './options.js';

const good: RegressionOptions = {
  dimension: 5,
  noiseVariance: 1,
  design: { kind: 'fixed' },
  estimator: { kind: 'ols' },
  covariance: { kind: 'isotropic' },
};

function check(changes: Partial<RegressionOptions>, samples = 30) {
  const setting: Setting<RegressionOptions> = {
    system: { ...good, ...changes },
    mitigation: { id: 'replace' },
    samples,
    generations: 5,
  };
  return checkRegression(setting);
}

it('has nothing to say about a good scenario', () => {
  expect(check({})).toEqual([]);
  expect(check({}, 7)).toEqual([]);
  expect(check({ estimator: { kind: 'ridge', lambda: 0.1 } }, 2)).toEqual([]);
});

it.each([
  ['fewer than d + 2 rows', 6, 'T >= d + 2'],
  ['a whole population', Infinity, 'finite number'],
  ['half a row', 30.5, 'whole number'],
  ['NaN', Number.NaN, 'whole number'],
  ['more than memory holds', 1e8, 'whole number'],
])('%s', (_name, samples, remedy) => {
  expect(check({}, samples)).toMatchObject([
    {
      pointer: '/samples',
      expected: 'an integer from 7 to 20000000',
      found: `${samples}`,
      remedy: expect.stringContaining(remedy),
    },
  ]);
});

it.each([
  ['/system/noiseVariance', { noiseVariance: 0 }],
  ['/system/noiseVariance', { noiseVariance: Number.NaN }],
  ['/system/estimator/lambda', { estimator: { kind: 'ridge' as const, lambda: -1 } }],
  ['/system/covariance/exponent', { covariance: { kind: 'power-law' as const, exponent: Infinity } }],
])('%s outside its range', (pointer, changes) => {
  expect(check(changes).map((problem) => problem.pointer)).toEqual([pointer]);
});
