import {
  detectResample,
  highSurprise,
  loopStreams,
  type MitigationDefinition,
  runGenerations,
  selectArgmax,
  selectSoftmax,
  temperature,
  topP,
  verify,
} from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../core/src/testing/seed-offset.js';
import { discrete } from './discrete.js';
import type { DiscreteOptions, RealOptions } from './options.js';
import { evaluate } from './testing/evaluate.js';
import type { DiscreteSetting } from './theory/setting.js';

type Case = [MitigationDefinition, Record<string, unknown>];

const OBSERVED = ['support', 'homozygosity', 'entropy', 'first-state-mass', 'tail-mass'];

/** Values of each metric at each generation: values[metric][generation - 1][replicate]. */
async function measure(
  system: DiscreteOptions,
  [definition, options]: Case,
  samples: number,
  generations: number,
  replicates: number,
) {
  const { space, source, model, scorer, truth } = discrete.create(system);
  const mitigation = definition.create(options);
  const metrics = discrete.metrics.filter(({ id }) => OBSERVED.includes(id));
  const values = new Map(metrics.map(({ id }) => [id, Array.from({ length: generations }, () => [] as number[])]));
  for (let replicate = 0; replicate < replicates; replicate++) {
    const streams = loopStreams(testSeed(31), replicate);
    const loop = { space, source, model, scorer, mitigation, samples, generations, streams };
    for await (const { generation, params, absorbedAt } of runGenerations(loop)) {
      for (const metric of metrics) {
        const value = evaluate(metric, { generation, params, truth, absorbedAt });
        if (value.status === 'ok') values.get(metric.id)![generation - 1].push(value.value);
      }
    }
  }
  return values;
}

const mean = (x: readonly number[]) => x.reduce((sum, value) => sum + value, 0) / x.length;
const deviation = (x: readonly number[]) => Math.sqrt(mean(x.map((value) => (value - mean(x)) ** 2)));
const named = ([definition, options]: Case) => `${definition.id} ${JSON.stringify(options)}`;
const settingOf = (system: DiscreteOptions, [definition, options]: Case, samples: number): DiscreteSetting => ({
  system,
  mitigation: { id: definition.id, ...options },
  samples,
  generations: 9,
});

const three: RealOptions = { kind: 'probabilities', probabilities: [0.5, 0.35, 0.15] };

describe.each(['points', 'sufficient-statistics'] as const)('D10 at M = 12 and three states, %s', (representation) => {
  const system: DiscreteOptions = { representation, real: three };
  const sampling: Case[] = [
    [temperature, { temperature: 0.7 }],
    [temperature, { temperature: 1.6 }],
    [topP, { p: 0.8 }],
  ];
  const selecting: Case[] = [
    [selectArgmax, { candidates: 2 }],
    [selectSoftmax, { candidates: 3, temperature: 0.8 }],
  ];
  const cases = representation === 'points' ? [...sampling, ...selecting] : sampling;

  it.each(cases.map((each) => [named(each), each] as const))('%s', async (_name, each) => {
    const [samples, generations, replicates] = [12, 4, 1500];
    const values = await measure(system, each, samples, generations, replicates);
    const setting = settingOf(system, each, samples);
    let compared = 0;
    for (const oracle of discrete.oracles.filter(({ id }) => id.startsWith('D10-'))) {
      for (let generation = 1; generation <= generations; generation++) {
        const prediction = oracle.predict(setting, generation)!;
        const found = values.get(oracle.metric)![generation - 1];
        const label = `${oracle.id} at ${generation}: ${mean(found)} against ${prediction.value}`;
        // Some 80 comparisons.
        expect(Math.abs(mean(found) - prediction.value), label).toBeLessThan(
          (4.5 * prediction.deviation!) / Math.sqrt(replicates) + 1e-12,
        );
        if (prediction.kind !== 'exact' || prediction.deviation === 0) continue;
        expect(deviation(found) / prediction.deviation!, label).toBeGreaterThan(0.8);
        expect(deviation(found) / prediction.deviation!, label).toBeLessThan(1.25);
        compared++;
      }
    }
    expect(compared).toBeGreaterThanOrEqual(8);
  });

  it('says of plain sampling what D1 says', () => {
    const at = (id: string, mitigation: DiscreteSetting['mitigation']) =>
      discrete.oracles.find((oracle) => oracle.id === id)!.predict({ system, mitigation, samples: 12, generations: 9 }, 5)!;
    const known = at('D1', { id: 'replace' });
    const chain = at('D10-homozygosity', { id: 'temperature', temperature: 1 });
    expect(chain.value).toBeCloseTo(known.value, 12);
    expect(chain.deviation!).toBeCloseTo(known.deviation!, 12);
  });
});

describe('D11: the limits at a large M, against runs', () => {
  const system: DiscreteOptions = {
    representation: 'points',
    real: { kind: 'probabilities', probabilities: [0.3, 0.2, 0.15, 0.12, 0.1, 0.07, 0.04, 0.02] },
  };
  const cases: Case[] = [
    [temperature, { temperature: 0.8 }],
    [topP, { p: 0.96 }],
    [selectArgmax, { candidates: 3 }],
    [selectSoftmax, { candidates: 2, temperature: 1 }],
    [selectSoftmax, { candidates: 40, temperature: 2 }],
    [verify, { keepRight: 0.9, keepWrong: 0.3, oversample: 2 }],
    [detectResample, { power: 2, cap: 1000 }],
    [highSurprise, { keep: 0.7 }],
  ];

  it.each(cases.map((each) => [named(each), each] as const))('%s', async (_name, each) => {
    const [samples, generations, replicates] = [6000, 3, 8];
    const values = await measure(system, each, samples, generations, replicates);
    const setting = settingOf(system, each, samples);
    let compared = 0;
    for (const oracle of discrete.oracles.filter(({ id }) => id.startsWith('D11-'))) {
      // A distance from p0 has a floor at a finite M.
      if (!OBSERVED.includes(oracle.metric)) continue;
      for (let generation = 1; generation <= generations; generation++) {
        const prediction = oracle.predict(setting, generation)!;
        expect(prediction.kind).toBe('asymptotic');
        const found = values.get(oracle.metric)![generation - 1];
        // Noise of the mean, and what is left of 1/M and, softly chosen among 40, 1/K.
        const slack = 5 * (deviation(found) / Math.sqrt(replicates)) + 20 / samples;
        const soft = each[1].candidates === 40 ? 0.03 : 0;
        const label = `${oracle.id} at ${generation}: ${mean(found)} against ${prediction.value}`;
        expect(Math.abs(mean(found) - prediction.value), label).toBeLessThan(slack + soft);
        compared++;
      }
    }
    expect(compared).toBe(12);
  });

  it('move away from p0, each to its own side', () => {
    const entropy = discrete.oracles.find(({ id }) => id === 'D11-entropy')!;
    const at = (each: Case, generation: number) => entropy.predict(settingOf(system, each, 100), generation)!.value;
    for (const each of cases) {
      const [first, third] = [at(each, 1), at(each, 3)];
      if (each[0] === detectResample) expect(third).toBeCloseTo(first, 12);
      else if (each[0] === highSurprise) expect(third).not.toBeCloseTo(first, 1);
      else expect(third, named(each)).toBeLessThan(first - 0.01);
    }
  });
});

describe('every mitigation that selects or biases', () => {
  const system: DiscreteOptions = { representation: 'points', real: { kind: 'zipf', states: 12, exponent: 1 } };
  const cases: Case[] = [
    [temperature, { temperature: 0.5 }],
    [topP, { p: 0.7 }],
    [selectArgmax, { candidates: 4 }],
    [selectSoftmax, { candidates: 4, temperature: 1 }],
    [verify, { keepRight: 1, keepWrong: 0, oversample: 1 }],
    [detectResample, { power: 3, cap: 2 }],
    [highSurprise, { keep: 0.5 }],
  ];

  it.each(cases.map((each) => [named(each), each] as const))(
    '%s repeats itself and lives through absorption',
    async (_n, each) => {
      const once = await measure(system, each, 5, 40, 3);
      expect(await measure(system, each, 5, 40, 3)).toEqual(once);
      expect(
        once
          .get('support')!
          .flat()
          .every((alive) => alive >= 1),
      ).toBe(true);
    },
  );
});
