import { Check } from 'typebox/value';
import { expect, it } from 'vitest';
import { gaussianOptions } from './options.js';

const good = {
  dimension: 1,
  ddof: 0,
  representation: 'points',
  real: { kind: 'normal', mean: [0], covariance: [[1]] },
  approximation: { kind: 'bounded-noise', magnitude: 2 },
};

it('accepts complete options', () => {
  expect(Check(gaussianOptions, good)).toBe(true);
});

it.each(Object.keys(good))('has no default for %s', (key) => {
  const { [key as keyof typeof good]: _, ...rest } = good;
  expect(Check(gaussianOptions, rest)).toBe(false);
});

it.each([
  ['an unknown option', { ...good, extra: 1 }],
  ['another ddof', { ...good, ddof: 2 }],
  ['65 dimensions', { ...good, dimension: 65 }],
  ['noise without a magnitude', { ...good, approximation: { kind: 'orthogonal-noise' } }],
  ['an exact fit with a magnitude', { ...good, approximation: { kind: 'exact', magnitude: 1 } }],
  ['a mixture with a mean', { ...good, real: { kind: 'mixture', mean: [0], components: [] } }],
])('refuses %s', (_, options) => {
  expect(Check(gaussianOptions, options)).toBe(false);
});
