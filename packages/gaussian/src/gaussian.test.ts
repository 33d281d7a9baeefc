import { readFileSync } from 'node:fs';
import {
  accumulate,
  accumulateSubsample,
  fixedReal,
  freshReal,
  growSamples,
  loopStreams,
  type Mitigation,
  type MitigationDefinition,
  replace,
  runGenerations,
  temperature,
  topP,
  weightedReal,
} from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../core/src/testing/seed-offset.js';
import { gaussian } from './gaussian.js';
import type { GaussianOptions } from './options.js';
import { evaluate } from './testing/evaluate.js';
import type { GaussianSetting } from './theory/regime.js';

const one: GaussianOptions = {
  dimension: 1,
  ddof: 1,
  representation: 'sufficient-statistics',
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

/** values[metric][generation index][replicate] at the observed generations. */
async function simulate(setting: GaussianSetting, mitigation: Mitigation<any>, observed: readonly number[], replicates: number) {
  const { space, source, model, truth } = gaussian.create(setting.system);
  const metrics = gaussian.metrics.filter((metric) => metric.needs?.(truth) === undefined);
  const values = new Map(metrics.map(({ id }) => [id, observed.map(() => [] as number[])]));
  const generations = observed[observed.length - 1];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const streams = loopStreams(testSeed(2024), replicate);
    const loop = { space, source, model, mitigation, samples: setting.samples, generations, streams };
    for await (const { generation, params, absorbedAt } of runGenerations(loop)) {
      const at = observed.indexOf(generation);
      if (at < 0) continue;
      for (const metric of metrics) {
        const value = evaluate(metric, { generation, params, truth, absorbedAt });
        if (value.status === 'ok') values.get(metric.id)![at].push(value.value);
      }
    }
  }
  return values;
}

function mean(x: readonly number[]): number {
  return x.reduce((sum, value) => sum + value, 0) / x.length;
}

/** Standard errors; about 300 comparisons in this file. */
const LIMIT = 4.5;

type Regime = [string, GaussianOptions, MitigationDefinition, Record<string, unknown>, number, readonly number[], number];

const regimes: Regime[] = [
  ['G1', one, replace, {}, 100, [1, 3, 10, 30, 100], 1000],
  ['G1 from points', { ...one, representation: 'points' }, replace, {}, 60, [1, 3, 10], 1000],
  ['G1 at M = 1e9', one, replace, {}, 1e9, [1, 5, 20], 1000],
  ['G2', { ...one, ddof: 0 }, replace, {}, 100, [1, 3, 10, 30, 100], 1000],
  ['G3, ddof = 1', one, accumulate, { keepReal: true }, 20, [1, 2, 10, 40], 1000],
  [
    'G3, ddof = 0, from points',
    { ...one, ddof: 0, representation: 'points' },
    accumulate,
    { keepReal: false },
    10,
    [1, 2, 10],
    1000,
  ],
  ['G4, fixed counts', one, freshReal, { fraction: 0.2, counts: 'fixed' }, 50, [1, 2, 30], 1000],
  ['G4, iid', { ...one, ddof: 0 }, freshReal, { fraction: 0.2, counts: 'iid' }, 50, [1, 2, 30], 1000],
  ['G4, iid, from points', { ...one, representation: 'points' }, freshReal, { fraction: 0.2, counts: 'iid' }, 20, [2, 10], 1000],
  ['G6', one, temperature, { temperature: 0.8 }, 100, [1, 3, 10, 20], 1000],
  ['G6 from points, hot', { ...three, representation: 'points' }, temperature, { temperature: 1.2 }, 30, [1, 2, 4], 800],
  ['G8, fresh', one, weightedReal, { weight: 0.618, ratio: 1, real: 'fresh' }, 50, [1, 2, 10], 1000],
  ['G8, original, N-D', { ...three, ddof: 0 }, weightedReal, { weight: 0.3, ratio: 2, real: 'original' }, 20, [1, 2, 6], 1000],
  [
    'G8, fresh, N-D, from points',
    { ...three, representation: 'points' },
    weightedReal,
    { weight: 0.4, ratio: 0.5, real: 'fresh' },
    20,
    [1, 2, 6],
    800,
  ],
  ['G8, fixed-real', { ...one, representation: 'points' }, fixedReal, { ratio: 1.5 }, 20, [1, 2, 10], 1000],
  ['G9', { ...one, representation: 'points' }, topP, { p: 0.8 }, 40, [1, 2, 5, 10], 1000],
  ['G9 in three dimensions', { ...three, ddof: 0, representation: 'points' }, topP, { p: 0.6 }, 24, [1, 2, 4], 800],
  ['growing samples', one, growSamples, { schedule: 'superlinear' }, 30, [1, 2, 10, 20], 1000],
  ['N-D', three, replace, {}, 100, [1, 3, 10], 1000],
  ['N-D, ddof = 0, from points', { ...three, ddof: 0, representation: 'points' }, replace, {}, 50, [1, 3, 6], 800],
  ['Eq. 15', { ...three, approximation: { kind: 'orthogonal-noise', magnitude: 2 } }, replace, {}, 100, [1, 3, 10], 1000],
  [
    'Eq. 15 from points',
    { ...three, representation: 'points', approximation: { kind: 'orthogonal-noise', magnitude: 2 } },
    replace,
    {},
    30,
    [1, 3],
    1000,
  ],
  ['A.2', { ...one, approximation: { kind: 'bounded-noise', magnitude: 20 } }, replace, {}, 100, [1, 3, 10], 1000],
  [
    'A.2 in three dimensions',
    { ...three, approximation: { kind: 'bounded-noise', magnitude: 10 } },
    replace,
    {},
    100,
    [1, 3, 10],
    1000,
  ],
];

describe('runs agree with theory', () => {
  it.each(regimes)('%s', async (_, system, definition, options, samples, observed, replicates) => {
    const setting = { system, mitigation: { id: definition.id, ...options }, samples, generations: 100 } as GaussianSetting;
    expect(gaussian.check(setting)).toEqual([]);
    const values = await simulate(setting, definition.create(options), observed, replicates);
    let compared = 0;
    for (const oracle of gaussian.oracles) {
      for (const [at, generation] of observed.entries()) {
        const prediction = oracle.predict(setting, generation);
        const x = values.get(oracle.metric)?.[at];
        if (prediction === undefined || x === undefined || prediction.kind === 'asymptotic') continue;
        expect(x.length, `${oracle.id} at ${generation}`).toBe(replicates);
        const { statistic } = oracle;
        const centre = mean(x);
        const squares = mean(x.map((value) => (value - centre) ** 2));
        let found = centre;
        let deviation = prediction.deviation ?? Math.sqrt(squares);
        if (statistic.kind === 'variance') found = (squares * x.length) / (x.length - 1);
        if (statistic.kind === 'exceedance') {
          found = mean(x.map((value) => (value > statistic.threshold ? 1 : 0)));
          deviation = Math.sqrt(Math.max(found * (1 - found), 1 / replicates));
        }
        const z = (found - prediction.value) / (deviation / Math.sqrt(replicates));
        const label = `${oracle.id} at ${generation}: ${found} against ${prediction.value}`;
        if (prediction.kind !== 'upper-bound') expect(z, label).toBeGreaterThan(-LIMIT);
        if (prediction.kind !== 'lower-bound') expect(z, label).toBeLessThan(LIMIT);
        if (prediction.kind === 'exact') compared++;
      }
    }
    // Eq. 24 has equalities in one dimension only; everything else has at least two an observed generation.
    expect(compared).toBeGreaterThanOrEqual(2 * observed.length);
  });

  it('G5 bounds the share of models that are still wide', async () => {
    const setting = { system: one, mitigation: { id: 'replace' }, samples: 20, generations: 200 } as GaussianSetting;
    const values = await simulate(setting, replace.create({}), [200], 1000);
    for (const threshold of [0.1, 0.5]) {
      const oracle = gaussian.oracles.find(({ id }) => id === `G5-${threshold}`)!;
      const wide = mean(values.get('standard-deviation')![0].map((s) => (s > threshold ? 1 : 0)));
      const { value } = oracle.predict(setting, 200) ?? { value: 1 };
      expect(wide).toBeLessThan(value + 4 * Math.sqrt((wide * (1 - wide)) / 1000));
    }
    const late = gaussian.oracles.find(({ id }) => id === 'G5-0.5')!.predict(setting, 200)!;
    expect(late.value).toBeLessThan(1);
  });
});

describe("theory.md's simulated reference points (M = 100, ddof = 0, E W2^2 in units of sigma_0^2)", () => {
  const unit: GaussianOptions = { ...one, ddof: 0, real: { kind: 'normal', mean: [0], covariance: [[1]] } };
  const points: GaussianOptions = { ...unit, representation: 'points' };
  const pool = (replacement: boolean) => ({ keepReal: true, replacement });

  it.each([
    ['replace, k = 300: 1.79', unit, replace, {}, 300, 1.79, 0.005, 1000],
    ['accumulate, t = 200: 0.0247', unit, accumulate, { keepReal: true }, 200, 0.0247, 0.0005, 1000],
    ['accumulate-subsample with replacement, t = 300', points, accumulateSubsample, pool(true), 300, 0.0485, 0.0011, 10],
    ['accumulate-subsample without, t = 300', points, accumulateSubsample, pool(false), 300, 0.0436, 0.0009, 5],
  ] as const)('%s', async (_, system, definition, options, generation, expected, error, replicates) => {
    const setting = { system, mitigation: { id: definition.id, ...options }, samples: 100, generations: generation };
    const values = await simulate(setting, definition.create(options), [generation], replicates);
    const x = values.get('w2-squared')![0];
    const spread = Math.sqrt(mean(x.map((value) => (value - mean(x)) ** 2)) / replicates);
    expect(Math.abs(mean(x) - expected)).toBeLessThan(4 * Math.sqrt(spread * spread + error * error));
  });
});

describe('a fixed-size draw from the pool of all generations agrees with NumPy (M = 10, 8 generations)', () => {
  const golden = JSON.parse(readFileSync(new URL('./theory/theory.golden.json', import.meta.url), 'utf8'));

  it.each(golden.subsampled as Subsampled[])('replacement=$replacement, keepReal=$keepReal', async (simulated) => {
    const { keepReal, replacement, samples, generations, results } = simulated;
    const system: GaussianOptions = { ...one, ddof: 0, representation: 'points' };
    const setting = { system, mitigation: { id: 'accumulate-subsample' }, samples, generations };
    const replicates = 1500;
    const values = await simulate(setting, accumulateSubsample.create({ keepReal, replacement }), [generations], replicates);
    for (const [metric, expected] of Object.entries(results)) {
      // The golden run is in units of the real standard deviation, 2 here.
      const unit = metric === 'variance-ratio' ? 1 : 4;
      const x = values.get(metric)![0].map((value) => value / unit);
      const error = Math.sqrt(expected.variance * (1 / replicates + 1 / golden.replicates));
      expect(Math.abs(mean(x) - expected.mean) / error, metric).toBeLessThan(4);
    }
  });
});

interface Subsampled {
  keepReal: boolean;
  replacement: boolean;
  samples: number;
  generations: number;
  results: Record<string, { mean: number; variance: number }>;
}
