import {
  centralVariance,
  chiSquareCdf,
  chiSquareQuantile,
  highSurprise,
  leastChiSquareMean,
  loopStreams,
  type MitigationDefinition,
  normalQuantile,
  runGenerations,
  selectArgmax,
  selectSoftmax,
  streamAt,
  streamKey,
  temperature,
  topP,
  verify,
} from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../core/src/testing/seed-offset.js';
import type { LabelledRows } from './data.js';
import { drawLabels } from './model/labels.js';
import { leastSquares } from './model/least-squares.js';
import type { RegressionOptions } from './options.js';
import type { RegressionParams } from './params.js';
import { regression } from './regression.js';
import type { RegressionSetting } from './theory/setting.js';

const rng = (index: number) => streamAt(streamKey(testSeed(11), 'selection.test'), index);
const base: RegressionOptions = {
  dimension: 3,
  noiseVariance: 0.5,
  design: { kind: 'fresh' },
  estimator: { kind: 'ols' },
  covariance: { kind: 'isotropic' },
};
const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const deviation = (values: readonly number[]) => Math.sqrt(mean(values.map((x) => (x - mean(values)) ** 2)));

/** |w - w*|^2 of isotropic rows at each generation, over replicates. */
async function errors(
  options: RegressionOptions,
  definition: MitigationDefinition,
  rules: object,
  sizes: { samples: number; generations: number; replicates: number },
): Promise<number[][]> {
  const instance = regression.create(options);
  const mitigation = definition.create(rules);
  const found = Array.from({ length: sizes.generations }, () => [] as number[]);
  for (let replicate = 0; replicate < sizes.replicates; replicate++) {
    const loop = { ...instance, mitigation, ...sizes, streams: loopStreams(testSeed(13), replicate) };
    for await (const { generation, params } of runGenerations(loop)) {
      found[generation - 1].push(params.coefficients.reduce((sum, w, j) => sum + (w - instance.truth.coefficients[j]) ** 2, 0));
    }
  }
  return found;
}

describe('biased sampling against the exact oracles', () => {
  const sizes = { samples: 20, generations: 4, replicates: 600 };
  it.each(
    (['fixed', 'fresh'] as const).flatMap((kind) =>
      (
        [
          [temperature, { temperature: 0.3 }],
          [temperature, { temperature: 2 }],
          [topP, { p: 0.8 }],
        ] as const
      ).map(([definition, rules]) => ({ kind, definition, rules, name: `${kind}, ${definition.id} ${JSON.stringify(rules)}` })),
    ),
  )('$name', async ({ kind, definition, rules }) => {
    const system: RegressionOptions = { ...base, design: { kind } };
    const setting: RegressionSetting = { system, mitigation: { id: definition.id, ...rules }, ...sizes };
    const found = await errors(system, definition, rules, sizes);
    const oracle = regression.oracles.find(({ id }) => id === 'L1-excess-test-error')!;
    const first = oracle.predict(setting, 1)!.value;
    const factor = 'p' in rules ? centralVariance(rules.p, 1) : rules.temperature;
    found.forEach((values, i) => {
      const prediction = oracle.predict(setting, i + 1)!;
      expect(prediction.kind).toBe('exact');
      expect(prediction.value / first).toBeCloseTo(1 + i * factor, 12);
      const spread = prediction.deviation ?? deviation(values);
      expect(Math.abs(mean(values) - prediction.value), `generation ${i + 1}`).toBeLessThan(
        (4.5 * spread) / Math.sqrt(sizes.replicates),
      );
      // Truncated noise is not normal: its fourth moments are not worked out.
      expect(prediction.deviation === undefined).toBe('p' in rules && i > 0);
      if (prediction.deviation !== undefined) {
        expect(deviation(values) / prediction.deviation).toBeGreaterThan(0.75);
        expect(deviation(values) / prediction.deviation).toBeLessThan(1.33);
      }
    });
  });

  it('ridge: the limit of large designs knows the noise of biased labels', async () => {
    for (const kind of ['fixed', 'fresh'] as const) {
      const system: RegressionOptions = { ...base, dimension: 40, design: { kind }, estimator: { kind: 'ridge', lambda: 0.3 } };
      const small = { samples: 160, generations: 3, replicates: 40 };
      const setting: RegressionSetting = { system, mitigation: { id: 'temperature', temperature: 4 }, ...small };
      const found = await errors(system, temperature, { temperature: 4 }, small);
      const oracle = regression.oracles.find(({ id }) => id === 'L4-ridge-excess-test-error')!;
      found.forEach((values, i) => {
        const { value } = oracle.predict(setting, i + 1)!;
        expect(Math.abs(mean(values) - value) / value, `${kind} ${i + 1}`).toBeLessThan(0.06);
      });
    }
  });
});

describe('noise of the labels', () => {
  it('of top-p fills the central interval evenly by mass', () => {
    const count = 20_000;
    const y = drawLabels(new Float64Array(count), Float64Array.of(1), 4, 0.6, rng(1));
    expect(Math.max(...y.map(Math.abs))).toBeLessThanOrEqual(2 * normalQuantile(0.8));
    for (const part of [0.1, 0.5, 0.8]) {
      const within = y.filter((e) => Math.abs(e) <= 2 * normalQuantile((1 + part * 0.6) / 2)).length / count;
      expect(Math.abs(within - part)).toBeLessThan(4.5 * Math.sqrt((part * (1 - part)) / count));
    }
  });
});

describe('selection at a large T', () => {
  // Selection by the distance to the true label multiplies the variance of y - x . w* by v, and the error of w by v as well,
  // for y - x . w* is all that decides; selection by surprise leaves w alone.
  const edge = chiSquareQuantile(0.95, 1);
  const cases: [MitigationDefinition, Record<string, number>, number][] = [
    [selectArgmax, { candidates: 3 }, leastChiSquareMean(3, 1)],
    [selectSoftmax, { candidates: 120, temperature: 2 }, 2 / 3],
    [verify, { keepRight: 1, keepWrong: 0, oversample: 1.3 }, chiSquareCdf(edge, 3) / 0.95],
    [verify, { keepRight: 0.2, keepWrong: 1, oversample: 6 }, (1 - 0.8 * chiSquareCdf(edge, 3)) / (1 - 0.8 * 0.95)],
    [highSurprise, { keep: 0.5 }, (1 - chiSquareCdf(chiSquareQuantile(0.5, 1), 3)) / 0.5],
  ];

  it.each(
    cases.map(([definition, rules, factor]) => ({
      definition,
      rules,
      factor,
      name: `${definition.id} ${JSON.stringify(rules)}`,
    })),
  )('$name: noise of the labels times $factor', async ({ definition, rules, factor }) => {
    const [samples, replicates] = [400, definition === selectSoftmax ? 20 : 150];
    const found = await errors(base, definition, rules, { samples, generations: 3, replicates });
    const once = (base.noiseVariance * 3) / (samples - 4);
    let expected = once;
    found.forEach((values, i) => {
      const pull = definition === highSurprise ? 1 : factor * factor;
      // Every generation starts from the model's own noise, and leaves `factor` of it.
      if (i > 0) expected = pull * expected + factor * once;
      const error = (4.5 * deviation(values)) / Math.sqrt(replicates);
      expect(Math.abs(mean(values) - expected), `generation ${i + 1}: ${mean(values)} against ${expected}`).toBeLessThan(
        error + 0.03 * expected,
      );
    });
  });
});

describe('judges of labels', () => {
  const { scorer, truth, source } = regression.create({ ...base, dimension: 1 });
  const at = (...labels: number[]): LabelledRows => ({
    count: labels.length,
    x: new Float64Array(labels.length).fill(2),
    y: Float64Array.from(labels),
  });

  it('reward is ln p0(y | x), and right is the central 95% of it', async () => {
    const off = Math.sqrt(0.5) * 1.959963984540054;
    const data = at(2, 3, 2 + off - 1e-9, 2 - off - 1e-9);
    const rewards = await scorer!.reward!(data);
    expect(rewards[0]).toBeCloseTo(-0.5 * Math.log(2 * Math.PI * 0.5), 13);
    expect(rewards[1]).toBeCloseTo(rewards[0] - 1, 13);
    expect([...(await scorer!.correct!(data))]).toEqual([1, 1, 1, 0]);
    const real = source.sample(20_000, rng(2));
    const right = (await scorer!.correct!(real)).reduce((sum, value) => sum + value, 0) / 20_000;
    expect(Math.abs(right - 0.95)).toBeLessThan(4.5 * Math.sqrt((0.95 * 0.05) / 20_000));
    expect(truth.coefficients[0]).toBe(1);
  });

  it('the detector is the likelihood ratio of the two fits, by least squares or ridge', async () => {
    for (const estimator of [{ kind: 'ols' }, { kind: 'ridge', lambda: 0.4 }] as const) {
      const judge = regression.create({ ...base, estimator }).scorer!;
      const real = source3(estimator).source.sample(9, rng(3));
      const generated = source3(estimator).source.sample(7, rng(4));
      const data = source3(estimator).source.sample(5, rng(5));
      const lambda = estimator.kind === 'ridge' ? estimator.lambda : 0;
      const p = leastSquares(real, 3, 9 * lambda);
      const q = leastSquares(generated, 3, 7 * lambda);
      const density = (w: Float64Array, i: number) => {
        const residual = data.y[i] - w.reduce((sum, value, j) => sum + value * data.x[3 * i + j], 0);
        return Math.exp(-residual * residual);
      };
      const detect = await judge.detector!(real, generated, rng(0));
      (await detect(data)).forEach((confidence, i) => {
        expect(confidence).toBeCloseTo(density(q, i) / (density(p, i) + density(q, i)), 12);
      });
    }
  });

  function source3(estimator: RegressionOptions['estimator']) {
    return regression.create({ ...base, estimator });
  }
});

describe('the order of the labels', () => {
  it('of a fixed design is random where it is asked for, row and label together', async () => {
    const { model, source } = regression.create({ ...base, dimension: 1, design: { kind: 'fixed' }, noiseVariance: 1e-6 });
    const { params } = (await model.fit({ data: source.sample(8, rng(6)) }, rng(0), undefined)) as { params: RegressionParams };
    const ordered = (await model.sample(params, { count: 400 }, rng(7))) as LabelledRows;
    const shuffled = (await model.sample(params, { count: 400, exchangeable: true }, rng(7))) as LabelledRows;
    expect([...shuffled.x].sort()).toEqual([...ordered.x].sort());
    expect(ordered.x.slice(0, 8)).toEqual(ordered.x.slice(8, 16));
    expect(shuffled.x.slice(0, 8)).not.toEqual(shuffled.x.slice(8, 16));
    shuffled.y.forEach((y, i) => {
      expect(Math.abs(y - shuffled.x[i] * params.coefficients[0])).toBeLessThan(0.01);
    });
  });
});
