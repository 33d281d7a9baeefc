import {
  accumulate,
  accumulateSubsample,
  fixedReal,
  freshReal,
  growSamples,
  loopStreams,
  type MetricContext,
  type MitigationDefinition,
  mixture,
  type PointSet,
  preserveReal,
  type RealTruth,
  replace,
  runGenerations,
  type SystemInstance,
  streamAt,
  streamKey,
} from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../core/src/testing/seed-offset.js';
import { kde } from './kde.js';
import type { KdeOptions } from './options.js';
import type { KdeParams } from './params.js';
import type { KdeSetting } from './theory/setting.js';

const line: KdeOptions = {
  dimension: 1,
  bandwidth: { kind: 'fixed', value: 0.6 },
  real: { kind: 'normal', mean: [3], covariance: [[2]] },
};
const humps: KdeOptions = {
  dimension: 1,
  bandwidth: { kind: 'silverman' },
  real: {
    kind: 'mixture',
    components: [
      { weight: 0.25, mean: [-2], covariance: [[1]] },
      { weight: 0.75, mean: [2], covariance: [[0.5]] },
    ],
  },
};
const plane: KdeOptions = {
  dimension: 2,
  bandwidth: { kind: 'scott' },
  real: {
    kind: 'normal',
    mean: [1, -1],
    covariance: [
      [2, 0.8],
      [0.8, 1],
    ],
  },
};

function contextOf(
  { truth, model, source }: SystemInstance<PointSet, KdeParams, RealTruth>,
  params: KdeParams,
): MetricContext<KdeParams, RealTruth, PointSet> {
  const empty = { count: 0, points: new Float64Array(0) };
  return {
    generation: 1,
    params,
    first: params,
    truth,
    absorbedAt: undefined,
    original: empty,
    training: empty,
    sample: (count, rng) => model.sample(params, { count }, rng),
    real: source.sample,
  };
}

/** Values of the named metrics at every generation, over replicates: values[`${metric}@${generation}`]. */
async function measure(
  options: KdeOptions,
  definition: MitigationDefinition,
  rules: object,
  sizes: { samples: number; generations: number; replicates: number },
  metrics: readonly string[],
) {
  const instance = kde.create(options);
  const mitigation = definition.create(rules);
  const values = new Map<string, number[]>();
  for (let replicate = 0; replicate < sizes.replicates; replicate++) {
    const streams = loopStreams(testSeed(5), replicate);
    const key = streamKey(testSeed(5), `metrics of ${replicate}`);
    for await (const { generation, params } of runGenerations({ ...instance, mitigation, ...sizes, streams })) {
      for (const metric of kde.metrics) {
        if (!metrics.includes(metric.id)) continue;
        const found = await metric.evaluate(contextOf(instance, params), streamAt(key, generation));
        if (found.status !== 'ok') throw new Error(`${metric.id}: ${found.reason}`);
        const name = `${metric.id}@${generation}`;
        if (!values.has(name)) values.set(name, []);
        values.get(name)!.push(found.value);
      }
    }
  }
  return values;
}

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const deviation = (values: readonly number[]) => {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, x) => sum + (x - centre) ** 2, 0) / (values.length - 1));
};

const regimes: [MitigationDefinition, Record<string, unknown>][] = [
  [replace, {}],
  [growSamples, { schedule: 'linear' }],
  [accumulate, { keepReal: true }],
  [accumulate, { keepReal: false }],
  [accumulateSubsample, { keepReal: true, replacement: true }],
  [accumulateSubsample, { keepReal: true, replacement: false }],
  [accumulateSubsample, { keepReal: false, replacement: true }],
  [accumulateSubsample, { keepReal: false, replacement: false }],
  [freshReal, { fraction: 0.3, counts: 'fixed' }],
  [freshReal, { fraction: 0.3, counts: 'iid' }],
  [fixedReal, { ratio: 1.5 }],
  [preserveReal, { fraction: 0.4, redraw: true }],
  [preserveReal, { fraction: 0.4, redraw: false }],
  [mixture, { model: 0.5, previous: 0.3, original: 0.2 }],
];
const named = regimes.map(([definition, rules]) => ({ definition, rules, name: `${definition.id} ${JSON.stringify(rules)}` }));

describe.each([
  ['fixed bandwidth on the line', line],
  ["Silverman's rule on a mixture", humps],
  ["Scott's rule in the plane", plane],
])('our own runs against every oracle: %s', (_name, options) => {
  const sizes = { samples: 10, generations: 4, replicates: 500 };
  const metrics = ['variance-ratio', 'mean-shift-squared', 'tail-mass'].filter(
    (id) => kde.metrics.find((metric) => metric.id === id)!.needs?.(kde.create(options).truth) === undefined,
  );

  it.each(named)('$name', async ({ definition, rules }) => {
    const values = await measure(options, definition, rules, sizes, metrics);
    const setting: KdeSetting = { system: options, mitigation: { id: definition.id, ...rules }, ...sizes };
    let compared = 0;
    for (const oracle of kde.oracles) {
      if (!metrics.includes(oracle.metric)) continue;
      for (let generation = 1; generation <= sizes.generations; generation++) {
        const prediction = oracle.predict(setting, generation);
        if (prediction === undefined) continue;
        const found = values.get(`${oracle.metric}@${generation}`)!;
        const where = `${oracle.id} at generation ${generation}`;
        const spread = prediction.deviation ?? deviation(found);
        // 300 comparisons that are far from independent.
        expect(Math.abs(mean(found) - prediction.value), where).toBeLessThan((4.5 * spread) / Math.sqrt(sizes.replicates));
        if (prediction.deviation !== undefined) {
          expect(deviation(found) / prediction.deviation, where).toBeGreaterThan(0.75);
          expect(deviation(found) / prediction.deviation, where).toBeLessThan(1.33);
        }
        compared++;
      }
    }
    expect(compared).toBe(metrics.length * sizes.generations);
  });
});

describe('bounds', () => {
  it('the held-out loss and W2 stay above theirs, and not by much', async () => {
    const sizes = { samples: 100, generations: 6, replicates: 60 };
    const values = await measure(line, replace, {}, sizes, ['heldout-nll', 'w2-squared']);
    const setting: KdeSetting = { system: line, mitigation: { id: 'replace' }, ...sizes };
    for (const id of ['K4-nll-lower-bound', 'K5-w2-lower-bound']) {
      const oracle = kde.oracles.find((candidate) => candidate.id === id)!;
      for (let generation = 1; generation <= 6; generation++) {
        const prediction = oracle.predict(setting, generation)!;
        const found = values.get(`${oracle.metric}@${generation}`)!;
        expect(prediction.kind).toBe('lower-bound');
        expect(mean(found)).toBeGreaterThan(prediction.value - (3 * deviation(found)) / Math.sqrt(sizes.replicates));
        if (id === 'K4-nll-lower-bound') expect(mean(found) - prediction.value).toBeLessThan(0.1);
      }
    }
  });
});

describe('the system', () => {
  const rng = (index: number) => streamAt(streamKey(testSeed(3), 'kde.test'), index);

  it('draws what it is asked for, repeats itself, and its parameters survive structuredClone', () => {
    for (const options of [line, humps, plane]) {
      const { model, source, space } = kde.create(options);
      const data = source.sample(30, rng(0));
      const before = structuredClone(data);
      for (const train of [data, space.weighted!(data, 0.5)]) {
        const { params } = model.fit({ data: train }, rng(1), undefined) as { params: KdeParams };
        expect(structuredClone(params)).toEqual(params);
        for (const count of [0, 1, 7]) {
          const drawn = model.sample(params, { count }, rng(2)) as PointSet;
          expect(drawn.count).toBe(count);
          expect(drawn.points).toHaveLength(count * options.dimension);
          expect(model.sample(params, { count }, rng(2))).toEqual(drawn);
        }
      }
      expect(data).toEqual(before);
    }
  });

  it('samples a point with its weight as the chance, plus kernel noise', () => {
    const { model, space } = kde.create({ ...line, bandwidth: { kind: 'fixed', value: 0.5 } });
    const heavy = space.weighted!({ count: 1, points: Float64Array.of(10) }, 3);
    const data = space.concat([{ count: 1, points: Float64Array.of(-10) }, heavy]);
    expect(data).toEqual({ count: 2, points: Float64Array.of(-10, 10), weights: Float64Array.of(1, 3) });
    const { params } = model.fit({ data }, rng(3), undefined) as { params: KdeParams };
    const count = 40_000;
    const { points } = model.sample(params, { count }, rng(4)) as PointSet;
    const above = [...points].filter((x) => x > 0);
    expect(Math.abs(above.length / count - 0.75)).toBeLessThan(4 * Math.sqrt((0.75 * 0.25) / count));
    expect(Math.abs(mean(above) - 10)).toBeLessThan((4 * 0.5) / Math.sqrt(above.length));
    expect(Math.abs(deviation(above) / 0.5 - 1)).toBeLessThan(4 / Math.sqrt(2 * above.length));
    expect(params.mean[0]).toBeCloseTo(5, 12);
    expect(params.covariance[0]).toBeCloseTo(75 + 0.25, 12);
  });

  it('has the kernel covariance in several dimensions', () => {
    const { model, source } = kde.create(plane);
    const { params } = model.fit({ data: source.sample(40, rng(5)) }, rng(5), undefined) as { params: KdeParams };
    const count = 60_000;
    const { points } = model.sample(params, { count }, rng(6)) as PointSet;
    for (const [i, j] of [
      [0, 0],
      [0, 1],
      [1, 1],
    ]) {
      const products = Array.from(
        { length: count },
        (_, p) => (points[2 * p + i] - params.mean[i]) * (points[2 * p + j] - params.mean[j]),
      );
      const expected = params.covariance[2 * i + j];
      expect(Math.abs(mean(products) - expected)).toBeLessThan((4.5 * deviation(products)) / Math.sqrt(count));
    }
  });

  it('picks, weights and takes subsets point by point, weights included', () => {
    const { space } = kde.create(plane);
    const points = Float64Array.from({ length: 20 }, (_, i) => i);
    const data: PointSet = { count: 10, points, weights: Float64Array.from({ length: 10 }, (_, i) => i + 1) };
    expect(space.pick!(data, Uint32Array.of(9, 0, 9))).toEqual({
      count: 3,
      points: Float64Array.of(18, 19, 0, 1, 18, 19),
      weights: Float64Array.of(10, 1, 10),
    });
    expect(space.weighted!(data, 2).weights![4]).toBe(10);
    expect(space.size(space.weighted!(data, 2))).toBe(10);
    const all = space.subset!([data, { count: 1, points: Float64Array.of(20, 21) }], 11, false, rng(7));
    const rows = Array.from({ length: 11 }, (_, i) => [all.points[2 * i], all.points[2 * i + 1], all.weights![i]]);
    rows.sort((a, b) => a[0] - b[0]);
    expect(rows).toEqual(rows.map((_, i) => [2 * i, 2 * i + 1, i === 10 ? 1 : i + 1]));
  });

  it('is absorbed by identical points under a rule of thumb only, and says so in its metrics', async () => {
    const data = { count: 5, points: new Float64Array(5).fill(2) };
    const thumb = kde.create({ ...line, bandwidth: { kind: 'scott' } });
    const { params } = (await thumb.model.fit({ data }, rng(8), undefined)) as { params: KdeParams };
    expect(thumb.model.absorbed!(params)).toBe(true);
    const fixed = kde.create(line);
    expect(fixed.model.absorbed!(((await fixed.model.fit({ data }, rng(8), undefined)) as { params: KdeParams }).params)).toBe(
      false,
    );
    const evaluate = (id: string) => kde.metrics.find((metric) => metric.id === id)!.evaluate(contextOf(thumb, params), rng(9));
    expect(await evaluate('heldout-nll')).toMatchObject({ status: 'diverged', reason: expect.stringContaining('singular') });
    expect(await evaluate('tail-mass')).toEqual({ status: 'ok', value: 0 });
    expect(await evaluate('variance-ratio')).toEqual({ status: 'ok', value: 0 });
    expect(thumb.scorer!.surprise!(params, data)).toEqual(new Float64Array(5).fill(Infinity));
  });

  it('refuses points and weights that no estimate can be made of', async () => {
    const { model } = kde.create(line);
    const thumb = kde.create({ ...line, bandwidth: { kind: 'silverman' } }).model;
    const points = Float64Array.of(1, 2);
    const fit = (of: typeof model, data: PointSet) => () => of.fit({ data }, rng(0), undefined);
    expect(fit(model, { count: 0, points: new Float64Array(0) })).toThrow('expected at least 1 points, found 0');
    expect(fit(thumb, { count: 1, points: Float64Array.of(1) })).toThrow('expected at least 2 points, found 1');
    expect(fit(model, { count: 2, points: Float64Array.of(1, Number.NaN) })).toThrow('expected finite points');
    expect(fit(model, { count: 2, points: Float64Array.of(1, Infinity) })).toThrow('expected finite points');
    expect(fit(model, { count: 2, points, weights: Float64Array.of(1, -1) })).toThrow('weights of at least 0, found -1');
    expect(fit(model, { count: 2, points, weights: new Float64Array(2) })).toThrow('positive finite sum, found 0');
    expect(fit(thumb, { count: 2, points, weights: Float64Array.of(1, 0) })).toThrow('2 points of positive weight');
  });

  it('scores surprise as -ln p', async () => {
    const { model, scorer } = kde.create({ ...line, bandwidth: { kind: 'fixed', value: 2 } });
    const { params } = (await model.fit({ data: { count: 1, points: Float64Array.of(1) } }, rng(0), undefined)) as {
      params: KdeParams;
    };
    const [at, off] = await scorer!.surprise!(params, { count: 2, points: Float64Array.of(1, 5) });
    expect(at).toBeCloseTo(Math.log(2) + 0.5 * Math.log(2 * Math.PI), 12);
    expect(off - at).toBeCloseTo(2, 12);
  });
});
