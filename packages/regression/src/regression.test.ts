import {
  accumulate,
  accumulateSubsample,
  fixedReal,
  freshReal,
  growSamples,
  loopStreams,
  type MetricContext,
  type MitigationDefinition,
  preserveReal,
  replace,
  runGenerations,
  streamAt,
  streamKey,
  symmetricEigen,
} from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../core/src/testing/seed-offset.js';
import type { LabelledRows } from './data.js';
import type { RegressionOptions } from './options.js';
import type { RegressionParams } from './params.js';
import { regression } from './regression.js';
import { ridgeComponent } from './theory/ridge-chain.js';
import type { RegressionSetting } from './theory/setting.js';
import type { RegressionTruth } from './truth.js';

const base: RegressionOptions = {
  dimension: 3,
  noiseVariance: 0.5,
  design: { kind: 'fixed' },
  estimator: { kind: 'ols' },
  covariance: { kind: 'power-law', exponent: 1 },
};

function contextOf(params: RegressionParams, truth: RegressionTruth) {
  return { generation: 1, params, truth, absorbedAt: undefined } as MetricContext<
    RegressionParams,
    RegressionTruth,
    LabelledRows
  >;
}

const rng = (index: number) => streamAt(streamKey(testSeed(4), 'regression.test'), index);

/** Values of a metric at every generation, over replicates: values[generation - 1]. */
async function measure(
  options: RegressionOptions,
  definition: MitigationDefinition,
  rules: object,
  sizes: { samples: number; generations: number; replicates: number },
  id = 'excess-test-error',
): Promise<number[][]> {
  const instance = regression.create(options);
  const mitigation = definition.create(rules);
  const metric = regression.metrics.find((candidate) => candidate.id === id)!;
  const values = Array.from({ length: sizes.generations }, () => [] as number[]);
  for (let replicate = 0; replicate < sizes.replicates; replicate++) {
    const loop = { ...instance, mitigation, ...sizes, streams: loopStreams(testSeed(8), replicate) };
    for await (const { generation, params } of runGenerations(loop)) {
      const found = await metric.evaluate(contextOf(params, instance.truth), rng(0));
      if (found.status !== 'ok') throw new Error(found.reason);
      values[generation - 1].push(found.value);
    }
  }
  return values;
}

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const deviation = (values: readonly number[]) => {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, x) => sum + (x - centre) ** 2, 0) / (values.length - 1));
};

const regimes: [RegressionOptions['design']['kind'], MitigationDefinition, Record<string, unknown>][] = [
  ['fixed', replace, {}],
  ['fixed', growSamples, { schedule: 'linear' }],
  ['fixed', growSamples, { schedule: 'quadratic' }],
  ['fixed', accumulate, { keepReal: true }],
  ['fixed', accumulate, { keepReal: false }],
  ['fixed', fixedReal, { ratio: 2 }],
  ['fresh', replace, {}],
  ['fresh', growSamples, { schedule: 'superlinear' }],
  ['fresh', accumulate, { keepReal: true }],
  ['fresh', accumulate, { keepReal: false }],
  ['fresh', freshReal, { fraction: 0.4, counts: 'fixed' }],
  ['fresh', freshReal, { fraction: 0.4, counts: 'iid' }],
];

describe('our own runs against every exact oracle', () => {
  const sizes = { samples: 20, generations: 4, replicates: 400 };
  it.each(
    regimes.map(([kind, definition, rules]) => ({
      kind,
      definition,
      rules,
      name: `${kind}, ${definition.id} ${JSON.stringify(rules)}`,
    })),
  )('$name', async ({ kind, definition, rules }) => {
    const options: RegressionOptions = { ...base, design: { kind } };
    const setting: RegressionSetting = { system: options, mitigation: { id: definition.id, ...rules }, ...sizes };
    for (const id of ['L1-excess-test-error', 'L2-parameter-error-squared']) {
      const oracle = regression.oracles.find((candidate) => candidate.id === id)!;
      const values = await measure(options, definition, rules, sizes, oracle.metric);
      values.forEach((found, i) => {
        const prediction = oracle.predict(setting, i + 1)!;
        const where = `${id} at generation ${i + 1}`;
        expect(prediction.kind).toBe('exact');
        const spread = prediction.deviation ?? deviation(found);
        expect(Math.abs(mean(found) - prediction.value), where).toBeLessThan((4.5 * spread) / Math.sqrt(sizes.replicates));
        if (prediction.deviation === undefined) return;
        expect(deviation(found) / prediction.deviation, where).toBeGreaterThan(0.75);
        expect(deviation(found) / prediction.deviation, where).toBeLessThan(1.33);
      });
    }
  });

  it('has none for regimes that do not close', () => {
    for (const [kind, definition, rules] of [
      ['fixed', freshReal, { fraction: 0.4, counts: 'fixed' }],
      ['fixed', growSamples, { schedule: 'superlinear' }],
      ['fixed', fixedReal, { ratio: 0.5 }],
      ['fresh', fixedReal, { ratio: 2 }],
      ['fresh', preserveReal, { fraction: 0.5, redraw: true }],
      ['fresh', accumulateSubsample, { keepReal: true, replacement: false }],
      ['fixed', replace, undefined],
    ] as const) {
      const system: RegressionOptions = {
        ...base,
        design: { kind },
        ...(rules ? {} : { estimator: { kind: 'ridge', lambda: 1 } }),
      };
      const setting: RegressionSetting = { system, mitigation: { id: definition.id, ...rules }, samples: 20, generations: 4 };
      for (const id of ['L1-excess-test-error', 'L2-parameter-error-squared']) {
        expect(regression.oracles.find((oracle) => oracle.id === id)!.predict(setting, 4)).toBeUndefined();
      }
    }
  });
});

describe('ridge on one given design', () => {
  it.each([
    ['replace', replace, {}],
    ['accumulate', accumulate, { keepReal: true }],
    ['accumulate without the real data', accumulate, { keepReal: false }],
  ])('%s: the exact expectation over the label noise, by linear algebra in the eigenvectors of the design', async (...regime) => {
    const [, definition, rules] = regime;
    const options: RegressionOptions = {
      ...base,
      dimension: 4,
      covariance: { kind: 'isotropic' },
      estimator: { kind: 'ridge', lambda: 0.3 },
    };
    const [samples, generations, replicates] = [9, 4, 600];
    const { source, model, space, truth } = regression.create(options);
    const { x } = source.sample(samples, rng(1));
    const gram = new Float64Array(16);
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        for (let row = 0; row < samples; row++) gram[4 * i + j] += (x[4 * row + i] * x[4 * row + j]) / samples;
      }
    }
    const { values, vectors } = symmetricEigen(gram, 4);
    const setting: RegressionSetting = { system: options, mitigation: { id: definition.id, ...rules }, samples, generations };
    const given = { design: x, coefficients: truth.coefficients };
    const mitigation = definition.create(rules);
    const real = { sample: (_count: number, stream: ReturnType<typeof rng>) => model.sample(given, { count: samples }, stream) };
    const found = Array.from({ length: generations }, () => [] as number[]);
    for (let replicate = 0; replicate < replicates; replicate++) {
      const loop = {
        space,
        model,
        mitigation,
        samples,
        generations,
        source: real as typeof source,
        streams: loopStreams(testSeed(9), replicate),
      };
      for await (const { generation, params } of runGenerations(loop)) {
        if (!params.design!.every((value, i) => value === x[i])) throw new Error('another design');
        found[generation - 1].push(params.coefficients.reduce((sum, w, j) => sum + (w - truth.coefficients[j]) ** 2, 0));
      }
    }
    for (let generation = 1; generation <= generations; generation++) {
      let expected = 0;
      for (let k = 0; k < 4; k++) {
        let along = 0;
        for (let i = 0; i < 4; i++) along += vectors[4 * i + k] * truth.coefficients[i];
        const { signal, variance } = ridgeComponent(setting, generation, values[k], 0.3)!;
        expected += (along * (signal - 1)) ** 2 + options.noiseVariance * variance;
      }
      const error = (4.5 * deviation(found[generation - 1])) / Math.sqrt(replicates);
      expect(Math.abs(mean(found[generation - 1]) - expected), `generation ${generation}`).toBeLessThan(error);
    }
  });
});

describe('the system', () => {
  it('a fixed design labels the rows of the real data, a fresh one rows of its own', async () => {
    for (const kind of ['fixed', 'fresh'] as const) {
      const { model, source } = regression.create({ ...base, design: { kind } });
      const data = source.sample(8, rng(2));
      const { params } = (await model.fit({ data }, rng(3), undefined)) as { params: RegressionParams };
      const generated = (await model.sample(params, { count: 8 }, rng(4))) as LabelledRows;
      if (kind === 'fixed') expect(generated.x).toEqual(data.x);
      else expect(generated.x).not.toEqual(data.x);
      const { params: next } = (await model.fit({ data: generated }, rng(5), params)) as { params: RegressionParams };
      expect(next.design).toEqual(kind === 'fixed' ? data.x : undefined);
    }
  });

  it('a fixed design of T rows asked for 2 T + 3 gives every row twice and three different rows once more', async () => {
    const { model, source } = regression.create(base);
    const data = source.sample(8, rng(6));
    const { params } = (await model.fit({ data }, rng(7), undefined)) as { params: RegressionParams };
    const { x, y, count } = (await model.sample(params, { count: 19 }, rng(8))) as LabelledRows;
    expect([count, y.length, x.length]).toEqual([19, 19, 57]);
    const times = new Map<string, number>();
    for (let i = 0; i < 19; i++) {
      const row = x.slice(3 * i, 3 * i + 3).join();
      times.set(row, (times.get(row) ?? 0) + 1);
    }
    expect([...times.values()].sort()).toEqual([2, 2, 2, 2, 2, 3, 3, 3]);
    for (let i = 0; i < 8; i++) expect(times.has(data.x.slice(3 * i, 3 * i + 3).join())).toBe(true);
    expect(new Set(y).size).toBe(19);
  });

  it('draws features and labels from their laws', () => {
    const { source, truth } = regression.create(base);
    const count = 40_000;
    const { x, y } = source.sample(count, rng(9));
    for (let j = 0; j < 3; j++) {
      const squares = Array.from({ length: count }, (_, i) => x[3 * i + j] ** 2);
      expect(Math.abs(mean(squares) - 1 / (j + 1))).toBeLessThan((4.5 * Math.SQRT2) / (j + 1) / Math.sqrt(count));
    }
    const noise = Array.from({ length: count }, (_, i) =>
      truth.coefficients.reduce((left, w, j) => left - w * x[3 * i + j], y[i]),
    );
    expect(truth.coefficients.reduce((sum, w) => sum + w * w, 0)).toBeCloseTo(1, 14);
    expect(Math.abs(mean(noise))).toBeLessThan(4.5 * Math.sqrt(0.5 / count));
    expect(Math.abs(deviation(noise) ** 2 / 0.5 - 1)).toBeLessThan(4.5 * Math.sqrt(2 / count));
    for (let j = 0; j < 3; j++) {
      const products = noise.map((e, i) => e * x[3 * i + j]);
      expect(Math.abs(mean(products))).toBeLessThan((4.5 * deviation(products)) / Math.sqrt(count));
    }
  });

  it('draws what it is asked for, repeats itself, leaves its inputs alone, and its parameters survive structuredClone', async () => {
    for (const kind of ['fixed', 'fresh'] as const) {
      for (const estimator of [{ kind: 'ols' }, { kind: 'ridge', lambda: 0.1 }] as const) {
        const { model, source, space } = regression.create({ ...base, design: { kind }, estimator });
        const data = source.sample(10, rng(10));
        const before = structuredClone(data);
        const { params } = (await model.fit({ data }, rng(11), undefined)) as { params: RegressionParams };
        expect(structuredClone(params)).toEqual(params);
        for (const count of [0, 1, 7, 10, 23]) {
          const drawn = await model.sample(params, { count }, rng(12));
          expect(space.size(drawn)).toBe(count);
          expect(await model.sample(params, { count }, rng(12))).toEqual(drawn);
        }
        expect(data).toEqual(before);
      }
    }
  });

  it('a weight counts as so many rows, for ridge too', async () => {
    for (const estimator of [{ kind: 'ols' }, { kind: 'ridge', lambda: 0.7 }] as const) {
      const { model, source, space } = regression.create({ ...base, design: { kind: 'fresh' }, estimator });
      const real = source.sample(6, rng(13));
      const other = source.sample(5, rng(14));
      const fit = async (data: LabelledRows) =>
        ((await model.fit({ data }, rng(0), undefined)) as { params: RegressionParams }).params.coefficients;
      const weighted = await fit(space.concat([space.weighted!(real, 2), other]));
      const repeated = await fit(space.concat([real, real, other]));
      weighted.forEach((w, j) => {
        expect(w).toBeCloseTo(repeated[j], 12);
      });
      expect(await fit(space.weighted!(real, 1))).toEqual(await fit(real));
    }
  });

  it('picks and takes subsets row by row, weights included', () => {
    const { space } = regression.create({ ...base, dimension: 2 });
    const data: LabelledRows = {
      count: 5,
      x: Float64Array.from({ length: 10 }, (_, i) => i),
      y: Float64Array.of(10, 11, 12, 13, 14),
      weights: Float64Array.of(1, 2, 3, 4, 5),
    };
    const plain: LabelledRows = { count: 1, x: Float64Array.of(10, 11), y: Float64Array.of(15) };
    expect(space.pick!(data, Uint32Array.of(4, 0))).toEqual({
      count: 2,
      x: Float64Array.of(8, 9, 0, 1),
      y: Float64Array.of(14, 10),
      weights: Float64Array.of(5, 1),
    });
    expect(space.pick!(plain, Uint32Array.of(0, 0))).toEqual({
      count: 2,
      x: Float64Array.of(10, 11, 10, 11),
      y: Float64Array.of(15, 15),
    });
    const all = space.subset!([data, plain], 6, false, rng(15));
    const rows = Array.from({ length: 6 }, (_, i) => [all.x[2 * i], all.x[2 * i + 1], all.y[i], all.weights![i]]);
    rows.sort((a, b) => a[0] - b[0]);
    expect(rows).toEqual(rows.map((_, i) => [2 * i, 2 * i + 1, 10 + i, i === 5 ? 1 : i + 1]));
    expect(space.concat([plain, data]).weights).toEqual(Float64Array.of(1, 1, 2, 3, 4, 5));
  });

  it('scores surprise as -ln p(y | x)', async () => {
    const { scorer } = regression.create({ ...base, dimension: 1 });
    const [at, off] = await scorer!.surprise!(
      { coefficients: Float64Array.of(2) },
      { count: 2, x: Float64Array.of(1, 1), y: Float64Array.of(2, 3) },
    );
    expect(at).toBeCloseTo(0.5 * Math.log(2 * Math.PI * 0.5), 13);
    expect(off - at).toBeCloseTo(1, 13);
  });

  it('refuses rows that are not numbers', () => {
    const { model, source } = regression.create(base);
    const data = source.sample(8, rng(16));
    data.y[3] = Number.NaN;
    expect(() => model.fit({ data }, rng(0), undefined)).toThrow('expected finite rows and labels');
  });
});
