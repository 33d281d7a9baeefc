import {
  accumulate,
  isCapable,
  loopStreams,
  type PointSet,
  replace,
  runGenerations,
  streamAt,
  streamKey,
} from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { gmm } from './gmm.js';
import type { GmmParams } from './params.js';
import { gmmOptions } from './testing/options.js';

const OPTIONS = (['k-means', 'k-means++', 'random-from-data', 'random', 'previous'] as const).flatMap((initialisation) =>
  (['full', 'tied', 'diagonal', 'spherical'] as const).map((covariance) =>
    gmmOptions({ initialisation, covariance, components: 3, maxIterations: 50, tol: 1e-3 }),
  ),
);

async function chain(options: (typeof OPTIONS)[number], samples = 60, generations = 4, mitigation = replace.create({})) {
  const { space, source, model } = gmm.create(options);
  const all: { params: GmmParams; training: PointSet; absorbedAt: number | undefined }[] = [];
  const loop = { space, source, model, mitigation, samples, generations, streams: loopStreams(3, 0) };
  for await (const { params, training, absorbedAt } of runGenerations(loop)) all.push({ params, training, absorbedAt });
  return all;
}

describe('the system', () => {
  it.each(OPTIONS)('$initialisation, $covariance: repeats itself byte for byte, and mutates nothing', async (options) => {
    const frozen = structuredClone(options);
    const first = await chain(options);
    expect(await chain(options)).toEqual(first);
    expect(options).toEqual(frozen);
    const params = first.map((generation) => generation.params);
    expect(structuredClone(params)).toEqual(params);
    for (const { training } of first) expect(training.count).toBe(60);

    const { model } = gmm.create(options);
    const data = first[0].training;
    const before = structuredClone(data);
    const rng = () => streamAt(streamKey(9, 'fit'), 0);
    model.fit({ data }, rng(), params[1]);
    expect(data).toEqual(before);
    const previous = structuredClone(params[1]);
    const sample = model.sample(params[1], { count: 7 }, rng()) as PointSet;
    expect(sample.count).toBe(7);
    expect(params[1]).toEqual(previous);
  });

  it('collapses: total variance falls generation by generation from one blob', async () => {
    const all = await chain(gmmOptions({ tol: 1e-3 }), 20, 200);
    const { truth } = gmm.create(gmmOptions());
    const metric = gmm.metrics.find(({ id }) => id === 'variance-ratio')!;
    const at = (generation: number) => {
      const { params, training } = all[generation - 1];
      const data = { original: training, training, sample: () => training, real: () => training };
      return metric.evaluate(
        { generation, params, first: params, truth, absorbedAt: undefined, ...data },
        streamAt(streamKey(1, ''), 0),
      );
    };
    const [early, late] = [await at(1), await at(200)];
    expect(early.status === 'ok' && early.value).toBeGreaterThan(0.5);
    expect(late.status === 'ok' && late.value).toBeLessThan(0.05);
  });

  it('is absorbed at last without regCovar, and never before with it', async () => {
    const one = { components: 1, real: [{ weight: 1, mean: [0], covariance: [[1]] }] };
    const free = await chain(gmmOptions({ ...one, regCovar: 0 }), 3, 200);
    expect(free[199].absorbedAt).toBeGreaterThan(10);
    for (const { params } of free) expect(params.covariances.every((v) => v >= 0 && Number.isFinite(v))).toBe(true);
    expect((await chain(gmmOptions(one), 3, 200))[199].absorbedAt).toBeUndefined();
  });

  it('trains on a pool that accumulates', async () => {
    const all = await chain(gmmOptions(), 50, 4, accumulate.create({ keepReal: true }));
    expect(all.map(({ training }) => training.count)).toEqual([50, 100, 150, 200]);
  });

  it('offers every capability to mitigations', () => {
    const instance = gmm.create(gmmOptions());
    for (const capability of [
      'subset',
      'pick',
      'weighted',
      'surprise',
      'reward',
      'correct',
      'detector',
      'temperature',
      'top-p',
    ] as const)
      expect(isCapable(instance, capability)).toBe(true);
  });
});
