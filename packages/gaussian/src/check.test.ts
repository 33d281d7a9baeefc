import { describe, expect, it } from 'vitest';
import { checkGaussian } from './check.js';
import type { GaussianOptions } from './options.js';
import type { GaussianSetting } from './theory/regime.js';

const good: GaussianOptions = {
  dimension: 2,
  ddof: 1,
  representation: 'points',
  real: {
    kind: 'normal',
    mean: [0, 1],
    covariance: [
      [2, 0.5],
      [0.5, 1],
    ],
  },
  approximation: { kind: 'exact' },
};

function setting(options: Partial<GaussianOptions>, samples = 100, mitigation = 'replace'): GaussianSetting {
  return { system: { ...good, ...options }, mitigation: { id: mitigation }, samples, generations: 10 };
}

const normal = (mean: number[], covariance: number[][]) => ({ kind: 'normal' as const, mean, covariance });
const component = (weight: number) => ({
  weight,
  mean: [0, 0],
  covariance: [
    [1, 0],
    [0, 1],
  ],
});

describe('checkGaussian', () => {
  it('finds nothing wrong with a good setting', () => {
    expect(checkGaussian(setting({}))).toEqual([]);
    expect(
      checkGaussian(setting({ real: { kind: 'mixture', components: [component(0.1), component(0.2), component(0.7)] } })),
    ).toEqual([]);
    for (const mitigation of ['replace', 'grow-samples', 'temperature']) {
      const statistics = { representation: 'sufficient-statistics' } as const;
      expect(checkGaussian(setting(statistics, Number.POSITIVE_INFINITY, mitigation))).toEqual([]);
    }
    expect(checkGaussian({ ...setting({}), mitigation: { id: 'top-p', p: 0.01 } })).toEqual([]);
  });

  it.each([
    [
      'what core finds of the real distribution',
      setting({ real: normal([0, 0], [[1]]) }),
      '/system/real/covariance',
      'rows of 1',
    ],
    ['one sample', setting({}, 1), '/samples', '1'],
    ['a population of points', setting({}, Number.POSITIVE_INFINITY), '/samples', 'population'],
    [
      'a population that is mixed by counts',
      setting({ representation: 'sufficient-statistics' }, Number.POSITIVE_INFINITY, 'fresh-real'),
      '/mitigation/id',
      'fresh-real',
    ],
    [
      'a central region that rejection would hardly ever hit',
      { ...setting({}), mitigation: { id: 'top-p', p: 0.001 } },
      '/mitigation/p',
      '0.001',
    ],
    [
      'third moments of too few points',
      setting({ approximation: { kind: 'orthogonal-noise', magnitude: 1 } }, 2),
      '/samples',
      '2',
    ],
  ] as [string, GaussianSetting, string, string][])(
    'names the place, the value and the remedy for %s',
    (_, of, pointer, found) => {
      const problems = checkGaussian(of);
      expect(problems).toHaveLength(1);
      expect(problems[0].pointer).toBe(pointer);
      expect(problems[0].found).toContain(found);
      expect(problems[0].remedy.length).toBeGreaterThan(10);
    },
  );
});
