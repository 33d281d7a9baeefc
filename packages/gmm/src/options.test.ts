import { Check } from 'typebox/value';
import { expect, it } from 'vitest';
import { gmmOptions } from './options.js';
import { gmmOptions as options } from './testing/options.js';

const good = options();

it('accepts complete options', () => {
  expect(Check(gmmOptions, good)).toBe(true);
});

it.each(Object.keys(good))('has no default for %s', (key) => {
  const { [key as keyof typeof good]: _, ...rest } = good;
  expect(Check(gmmOptions, rest)).toBe(false);
});

it.each([
  ['an unknown option', { ...good, extra: 1 }],
  ["scikit-learn's name of a type", { ...good, covariance: 'diag' }],
  ['another start', { ...good, initialisation: 'kmeans' }],
  ['no component', { ...good, components: 0 }],
  ['no iteration', { ...good, maxIterations: 0 }],
  ['no start', { ...good, starts: 0 }],
  ['a negative regCovar', { ...good, regCovar: -1e-6 }],
  [
    'a real component without weight',
    { ...good, real: { kind: 'mixture', components: [{ weight: 0, mean: [0], covariance: [[1]] }] } },
  ],
  ['another kind of truth', { ...good, real: { ...good.real, kind: 'normal' } }],
])('refuses %s', (_, value) => {
  expect(Check(gmmOptions, value)).toBe(false);
});
