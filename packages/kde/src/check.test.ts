import type { Setting } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { checkKde } from './check.js';
import type { KdeOptions } from './options.js';

const good: KdeOptions = {
  dimension: 2,
  bandwidth: { kind: 'scott' },
  real: {
    kind: 'normal',
    mean: [0, 0],
    covariance: [
      [1, 0.5],
      [0.5, 1],
    ],
  },
};

const setting = (changes: Partial<KdeOptions>, samples = 100): Setting<KdeOptions> => ({
  system: { ...good, ...changes },
  mitigation: { id: 'replace' },
  samples,
  generations: 5,
});

const pointers = (changes: Partial<KdeOptions>, samples?: number) =>
  checkKde(setting(changes, samples)).map(({ pointer }) => pointer);

describe('what the schema cannot say', () => {
  it('is nothing about a good scenario', () => {
    expect(pointers({})).toEqual([]);
    expect(pointers({ bandwidth: { kind: 'fixed', value: 1e-3 } }, 2)).toEqual([]);
  });

  it.each([
    ['a bandwidth of 0', { bandwidth: { kind: 'fixed', value: 0 } }, '/system/bandwidth/value'],
    ['a bandwidth that is no number', { bandwidth: { kind: 'fixed', value: Number.NaN } }, '/system/bandwidth/value'],
    ['an infinite bandwidth', { bandwidth: { kind: 'fixed', value: Infinity } }, '/system/bandwidth/value'],
    ['what core finds of the real distribution', { real: { kind: 'swiss-roll', noise: 0 } }, '/system/dimension'],
  ] as [string, Partial<KdeOptions>, string][])('%s', (_name, changes, pointer) => {
    expect(pointers(changes)).toEqual([pointer]);
  });

  it.each([
    ['too few points for a covariance of full rank', 2, 'take more points than dimensions'],
    ['a whole population', Infinity, 'keeps its points'],
    ['a fraction', 10.5, 'whole number'],
    ['more than memory holds', 1e9, 'whole number'],
  ])('%s', (_name, samples, remedy) => {
    const problems = checkKde(setting({}, samples));
    expect(problems).toMatchObject([{ pointer: '/samples', found: `${samples}`, remedy: expect.stringContaining(remedy) }]);
  });
});
