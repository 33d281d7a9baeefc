import { ln, streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../../core/src/testing/seed-offset.js';
import type { GaussianOptions } from '../options.js';
import type { GaussianParams } from '../params.js';
import { createGaussian } from './create.js';

/** Fitted models of `fits` generations of replacement, one a seed. */
async function fitted(options: GaussianOptions, samples: number, fits: number, replicates: number): Promise<GaussianParams[]> {
  const { source, model } = createGaussian(options);
  const key = streamKey(testSeed(77), `one-law/${options.representation}/${options.dimension}/${samples}`);
  const out: GaussianParams[] = [];
  for (let r = 0; r < replicates; r++) {
    const rng = streamAt(key, r);
    let data = source.sample(samples, rng);
    let params: GaussianParams | undefined;
    for (let k = 1; k <= fits; k++) {
      params = (await model.fit({ data }, rng, params)).params;
      data = await model.sample(params, { count: samples, temperature: 0.9 }, rng);
    }
    out.push(params!);
  }
  return out;
}

/** Two-sample Kolmogorov-Smirnov statistic times sqrt(n m/(n + m)). */
function kolmogorovSmirnov(a: readonly number[], b: readonly number[]): number {
  const x = [...a].sort((p, q) => p - q);
  const y = [...b].sort((p, q) => p - q);
  let i = 0;
  let j = 0;
  let largest = 0;
  while (i < x.length && j < y.length) {
    const at = Math.min(x[i], y[j]);
    while (x[i] === at) i++;
    while (y[j] === at) j++;
    largest = Math.max(largest, Math.abs(i / x.length - j / y.length));
  }
  return largest * Math.sqrt((x.length * y.length) / (x.length + y.length));
}

/** P(D sqrt(nm/(n+m)) > 2.4) = 2 exp(-2 2.4^2) = 2e-5 for samples of one law. */
const LIMIT = 2.4;

const one: GaussianOptions = {
  dimension: 1,
  ddof: 1,
  representation: 'points',
  real: { kind: 'normal', mean: [2], covariance: [[4]] },
  approximation: { kind: 'exact' },
};

const three: GaussianOptions = {
  ...one,
  dimension: 3,
  real: {
    kind: 'normal',
    mean: [1, -2, 0.5],
    covariance: [
      [2, 0.6, -0.3],
      [0.6, 1, 0.2],
      [-0.3, 0.2, 0.5],
    ],
  },
};

const mixed: GaussianOptions = {
  ...one,
  real: {
    kind: 'mixture',
    components: [
      { weight: 0.3, mean: [-4], covariance: [[1]] },
      { weight: 0.7, mean: [4], covariance: [[2]] },
    ],
  },
};

const determinant2 = (c: Float64Array) => c[0] * c[4] - c[1] * c[3];

const features: Record<string, (params: GaussianParams) => number> = {
  'first mean': ({ mean }) => mean[0],
  'last mean': ({ mean }) => mean[mean.length - 1],
  'first variance': ({ covariance }) => covariance[0],
  'last variance': ({ covariance }) => covariance[covariance.length - 1],
  'mean against variance': ({ mean, covariance }) => mean[0] * covariance[0],
};
const inThree: typeof features = {
  ...features,
  'first covariance': ({ covariance }) => covariance[1],
  'last covariance': ({ covariance }) => covariance[5],
  'leading determinant': ({ covariance }) => ln(Math.max(determinant2(covariance), 1e-300)),
};

describe('points and sufficient statistics follow one law', () => {
  it.each([
    ['one dimension, M = 5', one, 5, 3, features],
    ['one dimension, M = 2', one, 2, 2, features],
    ['a mixture, M = 6, first fit and after', mixed, 6, 2, features],
    ['three dimensions, M = 8', three, 8, 2, inThree],
    ['three dimensions, singular at M = 3', three, 3, 2, inThree],
    ['three dimensions, singular at M = 2', three, 2, 2, features],
    [
      'orthogonal noise from third moments and from coins, M = 6',
      { ...three, approximation: { kind: 'orthogonal-noise', magnitude: 3 } },
      6,
      2,
      inThree,
    ],
    ['bounded noise, M = 6', { ...three, approximation: { kind: 'bounded-noise', magnitude: 3 } }, 6, 2, inThree],
  ] as [string, GaussianOptions, number, number, typeof features][])('%s', async (_, options, samples, fits, measured) => {
    const replicates = 4000;
    const points = await fitted({ ...options, representation: 'points' }, samples, fits, replicates);
    const statistics = await fitted({ ...options, representation: 'sufficient-statistics' }, samples, fits, replicates);
    for (const [name, measure] of Object.entries(measured)) {
      expect(kolmogorovSmirnov(points.map(measure), statistics.map(measure)), name).toBeLessThan(LIMIT);
    }
  });

  it('and the comparison sees a difference of 10% in the scale', async () => {
    const a = await fitted(one, 5, 1, 4000);
    const b = a.map(({ mean, covariance }) => ({ mean, covariance: covariance.map((v) => 1.2 * v) }));
    expect(kolmogorovSmirnov(a.map(features['first variance']), b.map(features['first variance']))).toBeGreaterThan(LIMIT);
  });
});
