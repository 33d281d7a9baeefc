import { loopStreams, replace, runGenerations, scheduledSamples } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { testRng, testSeed } from '../../../core/src/testing/seed-offset.js';
import { gmm } from '../gmm.js';
import type { CovarianceType } from '../options.js';
import { gmmOptions } from '../testing/options.js';
import { type GmmSetting, gmmOracles } from './oracles.js';

function setting(
  system: Parameters<typeof gmmOptions>[0],
  samples: number,
  mitigation: GmmSetting['mitigation'] = { id: 'replace' },
) {
  return { system: gmmOptions(system), mitigation, samples, generations: 100 };
}

function predict(id: string, of: GmmSetting, generation: number) {
  return gmmOracles.find((oracle) => oracle.id === id)!.predict(of, generation);
}

const line = { dimension: 1, components: 1, regCovar: 0, real: [{ weight: 1, mean: [2], covariance: [[3]] }] };

describe('one component in one dimension without regCovar is the Gaussian chain G2', () => {
  it('E s_k^2 = (1 - 1/M)^k with the moments of a product of chi squares', () => {
    const of = setting(line, 50);
    for (const k of [1, 7, 60]) {
      const { value, deviation } = predict('G2-variance-ratio', of, k)!;
      expect(value).toBeCloseTo((1 - 1 / 50) ** k, 13);
      // E chi^4 / M^2 = (M-1)(M+1)/M^2 a fit.
      expect(deviation).toBeCloseTo(Math.sqrt(((49 * 51) / 2500) ** k - (1 - 1 / 50) ** (2 * k)), 12);
    }
  });

  it('E m_k^2 = 1 - (1 - 1/M)^k in units of the variance, and Var X^k = 1 at every k', () => {
    const of = setting(line, 50);
    for (const k of [1, 7, 60]) {
      const shift = predict('G2-mean-shift-squared', of, k)!.value / 3;
      expect(shift).toBeCloseTo(1 - (1 - 1 / 50) ** k, 13);
      expect(shift + predict('G2-variance-ratio', of, k)!.value).toBeCloseTo(1, 13);
    }
    // One fit: x^2 is 3/M chi^2_1.
    expect(predict('G2-mean-shift-squared', of, 1)!.deviation).toBeCloseTo((3 / 50) * Math.SQRT2, 13);
  });

  it('regCovar adds up: E s_k^2 = (1 - 1/M)^k + regCovar M (1 - (1 - 1/M)^k)', () => {
    const of = setting({ ...line, regCovar: 0.01 }, 50);
    const kept = (1 - 1 / 50) ** 20;
    expect(predict('G2-variance-ratio', of, 20)!.value).toBeCloseTo(kept + (0.01 * 50 * (1 - kept)) / 3, 13);
  });

  it('is exact early and asymptotic once tails are heavy', () => {
    expect(predict('G2-variance-ratio', setting(line, 100), 10)!.kind).toBe('exact');
    expect(predict('G2-variance-ratio', setting(line, 100), 200)!.kind).toBe('asymptotic');
  });
});

describe('one component in three dimensions without regCovar', () => {
  const ball = [
    {
      weight: 1,
      mean: [0, 0, 0],
      covariance: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    },
  ];
  const [samples, k] = [40, 12];
  const kept = (1 - 1 / samples) ** k;

  it('spherical: total variance is a product of chi squares with 3(M-1) degrees of freedom', () => {
    const degrees = 3 * (samples - 1);
    const of = setting({ components: 1, covariance: 'spherical', regCovar: 0, real: ball }, samples);
    const second = ((degrees * (degrees + 2)) / (3 * samples) ** 2) ** k;
    expect(predict('G2-variance-ratio', of, k)!.deviation).toBeCloseTo(Math.sqrt(second - kept ** 2), 12);
  });

  it('diagonal: total variance is a sum of three independent products with M-1', () => {
    const of = setting({ components: 1, covariance: 'diagonal', regCovar: 0, real: ball }, samples);
    const one = ((samples - 1) * (samples + 1)) ** k / samples ** (2 * k) - kept ** 2;
    expect(predict('G2-variance-ratio', of, k)!.deviation).toBeCloseTo(Math.sqrt(one / 3), 12);
  });
});

it('covers growing samples, the first fit under any mitigation, and nothing else', () => {
  const grow = setting(line, 20, { id: 'grow-samples', schedule: 'quadratic' });
  let trace = 1;
  for (let i = 0; i < 5; i++) trace *= 1 - 1 / scheduledSamples('quadratic', 20, i);
  expect(predict('G2-variance-ratio', grow, 5)!.value).toBeCloseTo(trace, 13);
  const pooled = setting(line, 20, { id: 'accumulate', keepReal: true });
  expect(predict('G2-variance-ratio', pooled, 1)!.value).toBeCloseTo(0.95, 13);
  expect(predict('G2-variance-ratio', pooled, 2)).toBeUndefined();
});

it('says that no component is thinner than the root of regCovar, where there is one', () => {
  expect(predict('reg-covar-floor', setting({ regCovar: 1e-6 }, 50), 9)!.value).toBeCloseTo(1e-3, 10);
  expect(predict('reg-covar-floor', setting({ regCovar: 0 }, 50), 9)).toBeUndefined();
});

const tilted = [
  {
    weight: 1,
    mean: [1, -1],
    covariance: [
      [2, 0.8],
      [0.8, 1],
    ],
  },
];
const modes = [-3, 3].map((at) => ({
  weight: 0.5,
  mean: [at, 0],
  covariance: [
    [1, 0],
    [0, 0.5],
  ],
}));

describe('our own runs', () => {
  const replicates = 400;
  const generations = 6;

  it.each([
    ...(['full', 'tied', 'diagonal', 'spherical'] as CovarianceType[]).map((covariance) => [covariance, 1, tilted] as const),
    ['full', 2, modes] as const,
    ['tied', 2, modes] as const,
    ['diagonal', 3, modes] as const,
    ['spherical', 2, modes] as const,
  ])('%s covariance, %i fitted components: total variance and mean move as predicted', async (covariance, components, real) => {
    const of = setting({ covariance, components, regCovar: 0.02, tol: 1e-3, maxIterations: 30, real }, 25);
    const { space, source, model, truth } = gmm.create(of.system);
    const values = new Map<string, number[]>();
    for (let replicate = 0; replicate < replicates; replicate++) {
      const streams = loopStreams(testSeed(5), replicate);
      const mitigation = replace.create({});
      for await (const { generation, params } of runGenerations({
        space,
        source,
        model,
        mitigation,
        samples: 25,
        generations,
        streams,
      })) {
        for (const id of ['variance-ratio', 'mean-shift-squared']) {
          const metric = gmm.metrics.find((candidate) => candidate.id === id)!;
          const found = await metric.evaluate({ params, truth } as Parameters<typeof metric.evaluate>[0], streamless);
          const key = `${id}@${generation}`;
          if (!values.has(key)) values.set(key, []);
          if (found.status === 'ok') values.get(key)!.push(found.value);
        }
      }
    }
    for (const id of ['variance-ratio', 'mean-shift-squared']) {
      for (let generation = 1; generation <= generations; generation++) {
        const found = values.get(`${id}@${generation}`)!;
        const { value, deviation, kind } = predict(`G2-${id}`, of, generation)!;
        const mean = found.reduce((sum, x) => sum + x, 0) / replicates;
        const spread = Math.sqrt(found.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (replicates - 1));
        const where = `${id} at generation ${generation}`;
        expect(found, where).toHaveLength(replicates);
        expect(Math.abs(mean - value), where).toBeLessThan((4.5 * (deviation ?? spread)) / Math.sqrt(replicates));
        expect(deviation === undefined ? kind : 'exact', where).toBe(components === 1 ? 'exact' : 'asymptotic');
        if (deviation === undefined) continue;
        expect(spread / deviation, where).toBeGreaterThan(0.75);
        expect(spread / deviation, where).toBeLessThan(1.33);
      }
    }
  });
});

/** Neither metric draws. */
const streamless = testRng(1, 2, 3, 4);
