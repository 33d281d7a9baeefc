import {
  detectResample,
  highSurprise,
  loopStreams,
  type MitigationDefinition,
  runGenerations,
  selectArgmax,
  selectSoftmax,
  topP,
  verify,
  weightedReal,
} from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../core/src/testing/seed-offset.js';
import { gaussian } from './gaussian.js';
import type { GaussianOptions } from './options.js';
import type { GaussianParams } from './params.js';
import { evaluate } from './testing/evaluate.js';
import type { GaussianSetting } from './theory/regime.js';

type Case = [MitigationDefinition, Record<string, unknown>];

const one: GaussianOptions = {
  dimension: 1,
  ddof: 1,
  representation: 'points',
  real: { kind: 'normal', mean: [2], covariance: [[4]] },
  approximation: { kind: 'exact' },
};
const two: GaussianOptions = {
  ...one,
  dimension: 2,
  real: {
    kind: 'normal',
    mean: [1, -1],
    covariance: [
      [2, 0.5],
      [0.5, 1],
    ],
  },
};

/** The models of each replicate: models[replicate][generation - 1]. */
async function run(
  system: GaussianOptions,
  [definition, options]: Case,
  samples: number,
  generations: number,
  replicates: number,
) {
  const { space, source, model, scorer } = gaussian.create(system);
  const mitigation = definition.create(options);
  const all: GaussianParams[][] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const models: GaussianParams[] = [];
    const streams = loopStreams(testSeed(17), replicate);
    const loop = { space, source, model, scorer, mitigation, samples, generations, streams };
    for await (const { params } of runGenerations(loop)) models.push(params);
    all.push(models);
  }
  return all;
}

const mean = (x: readonly number[]) => x.reduce((sum, value) => sum + value, 0) / x.length;
const deviation = (x: readonly number[]) => Math.sqrt(mean(x.map((value) => (value - mean(x)) ** 2)));
const named = ([definition, options]: Case) => `${definition.id} ${JSON.stringify(options)}`;
const settingOf = (system: GaussianOptions, [definition, options]: Case, samples: number): GaussianSetting => ({
  system,
  mitigation: { id: definition.id, ...options },
  samples,
  generations: 9,
});

describe.each([
  ['one dimension', one],
  ['two dimensions', two],
] as const)('G10: the limits at a large M, in %s', (_, system) => {
  const cases: Case[] = [
    [selectArgmax, { candidates: 2 }],
    [selectArgmax, { candidates: 5 }],
    [selectSoftmax, { candidates: 150, temperature: 2 }],
    [verify, { keepRight: 0.9, keepWrong: 0.1, oversample: 1.5 }],
    [verify, { keepRight: 0.2, keepWrong: 0.9, oversample: 8 }],
    [highSurprise, { keep: 0.6 }],
  ];

  it.each(cases.map((each) => [named(each), each] as const))('%s', async (_name, each) => {
    const [samples, generations, replicates] = [4000, 3, 6];
    const { truth } = gaussian.create(system);
    const runs = await run(system, each, samples, generations, replicates);
    const setting = settingOf(system, each, samples);
    for (const oracle of gaussian.oracles.filter(({ id }) => ['G10-variance-ratio', 'G10-log-det-ratio'].includes(id))) {
      const metric = gaussian.metrics.find(({ id }) => id === oracle.metric)!;
      for (let generation = 1; generation <= generations; generation++) {
        const prediction = oracle.predict(setting, generation)!;
        expect(prediction.kind).toBe('asymptotic');
        const found = runs.map((models) => {
          const value = evaluate(metric, { generation, params: models[generation - 1], truth, absorbedAt: undefined });
          return value.status === 'ok' ? value.value : Number.NaN;
        });
        // Noise of the mean (by the law's own spread, sqrt(2/M) a fit, where 6 runs say too little), what is left of 1/M,
        // and, softly chosen among 150, of 1/K.
        const spread = Math.max(deviation(found), Math.sqrt((2 * generation) / samples) * Math.max(1, prediction.value));
        const soft = each[0] === selectSoftmax ? 0.02 * generation : 0;
        const label = `${oracle.id} at ${generation}: ${mean(found)} against ${prediction.value}`;
        expect(Math.abs(mean(found) - prediction.value), label).toBeLessThan(
          (4.5 * spread) / Math.sqrt(replicates) + 20 / samples + soft,
        );
      }
    }
  });

  it('narrow under selection and verification, widen where surprise is kept', () => {
    const ratio = gaussian.oracles.find(({ id }) => id === 'G10-variance-ratio')!;
    const at = (each: Case, generation: number) => ratio.predict(settingOf(system, each, 100), generation)!.value;
    for (const each of cases) {
      expect(at(each, 1)).toBe(1);
      if (each[0] === highSurprise || each[1].keepRight === 0.2) expect(at(each, 3)).toBeGreaterThan(at(each, 2));
      else expect(at(each, 3)).toBeLessThan(at(each, 2));
    }
    // v_k = 1/(1 + (k-1)/T), and the distance to p0 that follows from it.
    const soft: Case = [selectSoftmax, { candidates: 9, temperature: 4 }];
    expect(at(soft, 11)).toBeCloseTo(1 / (1 + 10 / 4), 14);
    const distance = gaussian.oracles.find(({ id }) => id === 'G10-w2-squared')!.predict(settingOf(system, soft, 100), 11)!;
    const trace = system === one ? 4 : 3;
    expect(distance.value).toBeCloseTo(trace * (Math.sqrt(1 / 3.5) - 1) ** 2, 13);
  });
});

describe('a detector against drift', () => {
  it('pulls generated data that are too wide or off centre back towards the real ones', async () => {
    const { space, source, model, scorer } = gaussian.create(one);
    const mitigation = detectResample.create({ power: 1, cap: 1000 });
    const trained: { mean: number; variance: number }[] = [];
    for (let replicate = 0; replicate < 20; replicate++) {
      const streams = loopStreams(testSeed(4), replicate);
      // A model that is off by one standard deviation and twice as wide as what it saw.
      const wide: typeof model = {
        ...model,
        sample: ({ mean: m, covariance: s }, request, rng) =>
          model.sample({ mean: m.map((x) => x + 2), covariance: s.map((x) => 2 * x) }, request, rng),
      };
      const loop = { space, source, model: wide, scorer, mitigation, samples: 2000, generations: 2, streams };
      let last: GaussianParams | undefined;
      for await (const { params } of runGenerations(loop)) last = params;
      trained.push({ mean: last!.mean[0], variance: last!.covariance[0] });
    }
    // q p0/(p0 + q) with p0 = N(2, 4), q = N(4, 8), by the trapezium rule.
    const density = (x: number, m: number, v: number) => Math.exp((-0.5 * (x - m) ** 2) / v) / Math.sqrt(2 * Math.PI * v);
    let [mass, first, second] = [0, 0, 0];
    for (let x = -20; x <= 30; x += 0.01) {
      const [p, q] = [density(x, 2, 4), density(x, 4, 8)];
      const weight = (q * p) / (p + q);
      mass += weight;
      first += weight * x;
      second += weight * x * x;
    }
    const expected = { mean: first / mass, variance: second / mass - (first / mass) ** 2 };
    expect(expected.mean).toBeLessThan(3.3);
    expect(expected.variance).toBeLessThan(6);
    for (const key of ['mean', 'variance'] as const) {
      const found = trained.map((each) => each[key]);
      const label = `${key}: ${mean(found)} against ${expected[key]}`;
      expect(Math.abs(mean(found) - expected[key]), label).toBeLessThan((5 * deviation(found)) / Math.sqrt(20) + 0.01);
    }
  });
});

describe('the golden ratio (He et al. 2502.18049)', () => {
  it('is the best weight of as many fresh real samples, and of other numbers (sqrt(k^2 + 4k) - k)/2', () => {
    const shift = gaussian.oracles.find(({ id }) => id === 'G8-mean-shift-squared')!;
    const settled = (weight: number, ratio: number) =>
      shift.predict(settingOf(one, [weightedReal, { weight, ratio, real: 'fresh' }], 10_000), 300)!.value;
    for (const ratio of [0.5, 1, 2]) {
      const k = 1 / ratio;
      const best = (Math.sqrt(k * k + 4 * k) - k) / 2;
      if (ratio === 1) expect(best).toBeCloseTo(2 / (1 + Math.sqrt(5)), 14);
      for (const off of [-0.03, 0.03]) expect(settled(best + off, ratio)).toBeGreaterThan(settled(best, ratio));
    }
    // With the original data for ever there is nothing to gain from synthetic ones.
    const original = (weight: number) =>
      shift.predict(settingOf(one, [weightedReal, { weight, ratio: 1, real: 'original' }], 100), 300)!.value;
    expect(original(0.9)).toBeLessThan(original(0.618));
    expect(original(0.618)).toBeLessThan(original(0.3));
  });
});

describe('every mitigation that selects or biases', () => {
  const cases: Case[] = [
    [topP, { p: 0.7 }],
    [selectArgmax, { candidates: 4 }],
    [selectSoftmax, { candidates: 4, temperature: 1 }],
    [verify, { keepRight: 1, keepWrong: 0, oversample: 1 }],
    [detectResample, { power: 3, cap: 2 }],
    [highSurprise, { keep: 0.9 }],
    [weightedReal, { weight: 0.3, ratio: 1, real: 'fresh' }],
  ];

  it.each(cases.map((each) => [named(each), each] as const))(
    '%s repeats itself and lives through absorption',
    async (_n, each) => {
      for (const system of [one, two]) {
        const models = await run(system, each, 6, 300, 1);
        expect(await run(system, each, 6, 300, 1)).toEqual(models);
        for (const { mean: m, covariance } of models[0]) {
          for (const value of [...m, ...covariance]) expect(Number.isFinite(value)).toBe(true);
        }
      }
    },
  );
});
