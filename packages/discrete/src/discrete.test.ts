import {
  accumulate,
  accumulateSubsample,
  fixedReal,
  freshReal,
  growSamples,
  loopStreams,
  type MitigationDefinition,
  mixture,
  preserveReal,
  replace,
  runGenerations,
  weightedReal,
} from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../core/src/testing/seed-offset.js';
import { discrete } from './discrete.js';
import type { DiscreteParams } from './exact-fit.js';
import type { DiscreteOptions, RealOptions } from './options.js';
import { evaluate } from './testing/evaluate.js';
import { regimeMoments } from './theory/regimes.js';
import type { DiscreteSetting } from './theory/setting.js';

const REPRESENTATIONS = ['points', 'sufficient-statistics'] as const;

/** Every observed generation of every replicate. */
async function* runs(
  system: DiscreteOptions,
  definition: MitigationDefinition,
  options: object,
  samples: number,
  generations: number,
  replicates: number,
  seed: number,
) {
  const { space, source, model } = discrete.create(system);
  const mitigation = definition.create(options);
  for (let replicate = 0; replicate < replicates; replicate++) {
    const streams = loopStreams(testSeed(seed), replicate);
    for await (const { generation, params, absorbedAt } of runGenerations({
      space,
      source,
      model,
      mitigation,
      samples,
      generations,
      streams,
    })) {
      yield { replicate, generation, params, absorbedAt };
    }
  }
}

/** Values of every metric at the observed generations, over replicates: values[`${metric}@${generation}`]. */
async function measure(...args: Parameters<typeof runs>) {
  const { truth } = discrete.create(args[0]);
  const metrics = discrete.metrics.filter((metric) => metric.needs?.(truth) === undefined);
  const values = new Map<string, number[]>();
  for await (const { generation, params, absorbedAt } of runs(...args)) {
    for (const metric of metrics) {
      const found = evaluate(metric, { generation, params, truth, absorbedAt });
      if (found.status !== 'ok') continue;
      const key = `${metric.id}@${generation}`;
      if (!values.has(key)) values.set(key, []);
      values.get(key)!.push(found.value);
    }
  }
  return values;
}

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const variance = (values: readonly number[]) => {
  const centre = mean(values);
  return values.reduce((sum, x) => sum + (x - centre) ** 2, 0) / (values.length - 1);
};

const five: RealOptions = { kind: 'probabilities', probabilities: [0.45, 0.25, 0.2, 0.07, 0.03] };

describe.each(REPRESENTATIONS)('our own runs, %s, against every exact oracle', (representation) => {
  const [samples, generations, replicates] = [20, 4, 700];
  // Some 70 comparisons a regime that are far from independent.
  const standardErrors = 4.5;

  const regimes: [MitigationDefinition, Record<string, unknown>][] = [
    [replace, {}],
    [growSamples, { schedule: 'linear' }],
    [growSamples, { schedule: 'superlinear' }],
    [accumulate, { keepReal: true }],
    [accumulate, { keepReal: false }],
    [accumulateSubsample, { keepReal: true, replacement: true }],
    [accumulateSubsample, { keepReal: true, replacement: false }],
    [accumulateSubsample, { keepReal: false, replacement: true }],
    [accumulateSubsample, { keepReal: false, replacement: false }],
    [freshReal, { fraction: 0.23, counts: 'fixed' }],
    [freshReal, { fraction: 0.23, counts: 'iid' }],
    [fixedReal, { ratio: 1.5 }],
    [preserveReal, { fraction: 0.3, redraw: true }],
    [preserveReal, { fraction: 0.3, redraw: false }],
    [mixture, { model: 0.5, previous: 0.3, original: 0.2 }],
    [weightedReal, { weight: 0.62, ratio: 1.5, real: 'fresh' }],
    [weightedReal, { weight: 0.3, ratio: 0.5, real: 'original' }],
  ];
  const named = regimes.map(([definition, options]) => ({
    definition,
    options,
    name: `${definition.id} ${JSON.stringify(options)}`,
  }));

  it.each(named)('$name', async ({ definition, options }) => {
    const system = { representation, real: five };
    const values = await measure(system, definition, options, samples, generations, replicates, 11);
    const setting: DiscreteSetting = { system, mitigation: { id: definition.id, ...options }, samples, generations };
    let compared = 0;
    for (const oracle of discrete.oracles) {
      for (let generation = 1; generation <= generations; generation++) {
        const prediction = oracle.predict(setting, generation);
        const found = values.get(`${oracle.metric}@${generation}`);
        if (prediction === undefined || prediction.kind === 'asymptotic') continue;
        const { statistic } = oracle;
        const where = `${oracle.id} (${oracle.metric}) at generation ${generation}`;
        expect(found, where).toHaveLength(replicates);
        const estimate =
          statistic.kind === 'mean'
            ? mean(found!)
            : statistic.kind === 'variance'
              ? variance(found!)
              : mean(found!.map((x) => Number(x > statistic.threshold)));
        if (prediction.kind === 'lower-bound') {
          expect(estimate, where).toBeGreaterThan(prediction.value - standardErrors * 0.5 * Math.sqrt(1 / replicates));
          continue;
        }
        const slack = (standardErrors * prediction.deviation!) / Math.sqrt(replicates) + 1e-12;
        expect(Math.abs(estimate - prediction.value), where).toBeLessThan(slack);
        if (oracle.metric === 'homozygosity' || oracle.metric === 'squared-error') {
          // A run whose spread is not what theory says could pass a test of means alone.
          expect(Math.sqrt(variance(found!)) / prediction.deviation!, where).toBeGreaterThan(0.75);
          expect(Math.sqrt(variance(found!)) / prediction.deviation!, where).toBeLessThan(1.33);
        }
        compared++;
      }
    }
    expect(compared).toBeGreaterThanOrEqual(5 * generations);
  });
});

describe('one law for points and counts', () => {
  it('moves entropy and total variation, which no oracle covers, the same way', async () => {
    const sample = (representation: DiscreteOptions['representation'], seed: number) =>
      measure({ representation, real: five }, accumulateSubsample, { keepReal: true, replacement: false }, 20, 6, 900, seed);
    const [points, counts] = [await sample('points', 3), await sample('sufficient-statistics', 4)];
    for (const metric of ['entropy', 'total-variation', 'support', 'smoothed-kl']) {
      const [a, b] = [points.get(`${metric}@6`)!, counts.get(`${metric}@6`)!];
      const error = Math.sqrt((variance(a) + variance(b)) / a.length);
      expect(Math.abs(mean(a) - mean(b)), metric).toBeLessThan(4 * error);
      expect(variance(a) / variance(b), metric).toBeGreaterThan(0.75);
      expect(variance(a) / variance(b), metric).toBeLessThan(1.33);
    }
  });
});

describe('theory in runs', () => {
  it('D3: the distance to the first fit settles where the fixed real set holds it', async () => {
    const [samples, ratio, generations, replicates] = [20, 2, 15, 1500];
    const system: DiscreteOptions = { representation: 'sufficient-statistics', real: five };
    const distances: number[] = [];
    let first: DiscreteParams | undefined;
    for await (const { generation, params } of runs(system, fixedReal, { ratio }, samples, generations, replicates, 5)) {
      if (generation === 1) first = params;
      if (generation !== generations) continue;
      distances.push(params.probabilities.reduce((sum, p, i) => sum + (p - first!.probabilities[i]) ** 2, 0));
    }
    const setting = { system, mitigation: { id: 'fixed-real', ratio }, samples, generations };
    const moments = regimeMoments(discrete.create(system).truth.probabilities, setting)!(generations);
    const covariance = (a: number, b: number, c: number, d: number) => moments.covariances[((a * 3 + b) * 3 + c) * 3 + d];
    // D3 itself, given p1; 1 - E sum p1^2 = (1 - 1/M) (1 - F0).
    const n = ratio * samples;
    const a = n / (samples + n);
    const heterozygosity = (1 - 1 / samples) * (1 - (0.45 ** 2 + 0.25 ** 2 + 0.2 ** 2 + 0.07 ** 2 + 0.03 ** 2));
    const expected = (a * a * heterozygosity) / n / (1 - a * a * (1 - 1 / n));
    let spread = 0;
    const sign = [0, -1, 1];
    for (const i of [1, 2]) {
      for (const j of [1, 2]) {
        for (const k of [1, 2]) {
          for (const l of [1, 2]) spread += sign[i] * sign[j] * sign[k] * sign[l] * covariance(i, j, k, l);
        }
      }
    }
    expect(Math.abs(mean(distances) - expected)).toBeLessThan(4 * Math.sqrt(spread / replicates));
    expect(Math.sqrt(variance(distances) / spread)).toBeCloseTo(1, 0);
  });

  it('D4: every replicate is absorbed at last, after the time and at the state that the chain says', async () => {
    const system: DiscreteOptions = {
      representation: 'sufficient-statistics',
      real: { kind: 'probabilities', probabilities: [0.3, 0.5, 0.2] },
    };
    const [samples, generations, replicates] = [8, 190, 900];
    const values = await measure(system, replace, {}, samples, generations, replicates, 21);
    const setting = { system, mitigation: { id: 'replace' }, samples, generations };
    for (const id of ['D4-time', 'D4-restricted-time', 'D4-fixation', 'D8-variance']) {
      const oracle = discrete.oracles.find((entry) => entry.id === id)!;
      const prediction = oracle.predict(setting, generations)!;
      const found = values.get(`${oracle.metric}@${generations}`)!;
      const estimate = oracle.statistic.kind === 'variance' ? variance(found) : mean(found);
      expect(found).toHaveLength(replicates);
      expect(Math.abs(estimate - prediction.value), id).toBeLessThan((4 * prediction.deviation!) / Math.sqrt(replicates));
    }
    expect(mean(values.get(`support@${generations}`)!)).toBe(1);
    // Too early, the absorbed replicates are a selection and no prediction is made of them.
    expect(discrete.oracles.find(({ id }) => id === 'D4-time')!.predict(setting, 100)).toBeUndefined();
  });

  it('errata 5: a state of probability 1/M survives its first resampling with chance 0.63', async () => {
    const system: DiscreteOptions = {
      representation: 'sufficient-statistics',
      real: { kind: 'probabilities', probabilities: [0.01, 0.99] },
    };
    const values = await measure(system, replace, {}, 100, 1, 2000, 8);
    const alive = mean(values.get('first-state-mass@1')!.map((x) => Number(x > 0)));
    const chance = 1 - 0.99 ** 100;
    expect(chance).toBeCloseTo(0.634, 3);
    expect(Math.abs(alive - chance)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / 2000));
  });

  it('errata 5: with quadratic growth the sum of 1/M_i is finite and absorption is not certain', async () => {
    const system: DiscreteOptions = {
      representation: 'sufficient-statistics',
      real: { kind: 'probabilities', probabilities: [0.5, 0.5] },
    };
    const values = await measure(system, growSamples, { schedule: 'quadratic' }, 6, 120, 300, 9);
    const absorbed = mean(values.get('support@120')!.map((x) => Number(x === 1)));
    expect(absorbed).toBeLessThan(0.3);
    // prod (1 - 1/(6 i^2)) over i >= 1, times the real sample's 5/6, stays above 0.6.
    expect(1 - mean(values.get('homozygosity@120')!)).toBeGreaterThan(0.2);
  });

  it('a billion samples a generation cost one multinomial, and still follow the law', async () => {
    const system: DiscreteOptions = { representation: 'sufficient-statistics', real: { kind: 'zipf', states: 200, exponent: 1 } };
    const [samples, generations, replicates] = [1e9, 30, 40];
    const values = await measure(system, replace, {}, samples, generations, replicates, 33);
    const setting = { system, mitigation: { id: 'replace' }, samples, generations };
    for (const id of ['D1', 'D7', 'D8-mean', 'D9']) {
      const oracle = discrete.oracles.find((entry) => entry.id === id)!;
      const { value, deviation } = oracle.predict(setting, generations)!;
      const found = values.get(`${oracle.metric}@${generations}`)!;
      expect(Math.abs(mean(found) - value), id).toBeLessThan((4.5 * deviation!) / Math.sqrt(replicates));
      expect(Math.sqrt(variance(found)) / deviation!, id).toBeGreaterThan(0.6);
      expect(Math.sqrt(variance(found)) / deviation!, id).toBeLessThan(1.5);
    }
  });
});

describe('the system', () => {
  it('repeats itself byte for byte, and its parameters survive structuredClone', async () => {
    for (const representation of REPRESENTATIONS) {
      const once = async () => {
        const all: DiscreteParams[] = [];
        for await (const { params } of runs({ representation, real: five }, accumulate, { keepReal: true }, 30, 5, 2, 77))
          all.push(params);
        return all;
      };
      const first = await once();
      expect(await once()).toEqual(first);
      expect(structuredClone(first)).toEqual(first);
    }
  });

  it('has unique oracle ids, each on a metric of its own', () => {
    const ids = discrete.oracles.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const metrics = discrete.metrics.map(({ id }) => id);
    for (const { metric } of discrete.oracles) expect(metrics).toContain(metric);
  });

  it('answers no oracle for a population or for a regime without theory', () => {
    const system: DiscreteOptions = { representation: 'sufficient-statistics', real: five };
    for (const oracle of discrete.oracles) {
      const population = { system, mitigation: { id: 'replace' }, samples: Number.POSITIVE_INFINITY, generations: 9 };
      expect(oracle.predict(population, 9), oracle.id).toBeUndefined();
      expect(
        oracle.predict({ system, mitigation: { id: 'unheard-of' }, samples: 50, generations: 9 }, 9),
        oracle.id,
      ).toBeUndefined();
    }
  });
});
