import { accumulate, loopStreams, type Mitigation, realTruth, replace, runGenerations } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import type { GaussianOptions } from '../options.js';
import type { GaussianParams } from '../params.js';
import { createGaussian } from './create.js';

const base: GaussianOptions = {
  dimension: 1,
  ddof: 1,
  representation: 'points',
  real: { kind: 'normal', mean: [3], covariance: [[1]] },
  approximation: { kind: 'exact' },
};

async function run(
  options: GaussianOptions,
  samples: number,
  generations: number,
  mitigation: Mitigation<any> = replace.create({}),
) {
  const { space, source, model } = createGaussian(options);
  const loop = { space, source, model, mitigation, samples, generations, streams: loopStreams(5, 0) };
  let last: { params: GaussianParams; absorbedAt: number | undefined } | undefined;
  for await (const generation of runGenerations(loop)) last = generation;
  return last!;
}

const twoD: GaussianOptions = {
  ...base,
  dimension: 2,
  real: {
    kind: 'normal',
    mean: [3, -1],
    covariance: [
      [2, 0.5],
      [0.5, 1],
    ],
  },
};

describe('absorption', () => {
  it.each([
    ['points', base, 2],
    ['sufficient-statistics', base, 2],
    ['points', twoD, 2],
    ['sufficient-statistics', twoD, 2],
    ['points', twoD, 4],
    ['sufficient-statistics', twoD, 4],
  ] as const)('of %s (case %#) is reported once, and sampling goes on without NaN', async (representation, options, samples) => {
    const { params, absorbedAt } = await run({ ...options, representation }, samples, 1500);
    expect(absorbedAt).toBeGreaterThan(10);
    expect(absorbedAt).toBeLessThan(1500);
    for (const value of [...params.mean, ...params.covariance]) expect(Number.isFinite(value)).toBe(true);
    expect(Math.abs(params.mean[0])).toBeLessThan(100);
  });

  it('of a model with noise goes on, too', async () => {
    for (const kind of ['orthogonal-noise', 'bounded-noise'] as const) {
      const { params } = await run({ ...twoD, approximation: { kind, magnitude: 1 } }, 4, 1500);
      for (const value of [...params.mean, ...params.covariance]) expect(Number.isFinite(value)).toBe(true);
    }
  });

  it('is not reported while any direction is left', () => {
    const { model } = createGaussian(twoD);
    const mean = Float64Array.of(3, -1);
    const tiny = 1e-40;
    expect(model.absorbed!({ mean, covariance: Float64Array.of(tiny, 0, 0, 1e-3) })).toBe(false);
    expect(model.absorbed!({ mean, covariance: Float64Array.of(tiny, 0, 0, tiny) })).toBe(true);
    // The threshold follows the mean where that is larger than sigma_0.
    const s = 2 ** -50;
    expect(createGaussian(base).model.absorbed!({ mean: Float64Array.of(3), covariance: Float64Array.of(s * s) })).toBe(false);
    expect(createGaussian(base).model.absorbed!({ mean: Float64Array.of(5), covariance: Float64Array.of(s * s) })).toBe(true);
  });
});

describe('whole populations', () => {
  it('of a mixture are fitted by its moments at once, and nothing moves after', async () => {
    const component = (at: number, weight: number) => ({
      weight,
      mean: [at, 0],
      covariance: [
        [1, 0],
        [0, 2],
      ],
    });
    const real = { kind: 'mixture' as const, components: [component(-4, 0.25), component(4, 0.75)] };
    const options: GaussianOptions = { ...twoD, real, representation: 'sufficient-statistics' };
    const { params } = await run(options, Number.POSITIVE_INFINITY, 20);
    expect(params.mean).toEqual(Float64Array.of(2, 0));
    expect(params.covariance).toEqual(Float64Array.of(13, 0, 0, 2));
    expect(params).toEqual({ mean: realTruth(real).mean, covariance: realTruth(real).covariance });
  });

  it('have no points', () => {
    const real = { kind: 'mixture' as const, components: [{ weight: 1, mean: [0], covariance: [[1]] }] };
    const { source } = createGaussian({ ...base, real });
    expect(() => source.sample(Number.POSITIVE_INFINITY, { state: Uint32Array.of(1, 2, 3, 4) })).toThrow(RangeError);
  });
});

describe('the model', () => {
  it('fits Eq. 1 with ddof = 1 and maximum likelihood with ddof = 0, and leaves its data alone', async () => {
    const data = { count: 4, points: Float64Array.of(1, 2, 3, 6) };
    const before = structuredClone(data);
    const rng = { state: Uint32Array.of(1, 2, 3, 4) };
    const unbiased = await createGaussian(base).model.fit({ data }, rng, undefined);
    const likelihood = await createGaussian({ ...base, ddof: 0 }).model.fit({ data }, rng, undefined);
    expect(unbiased.params).toEqual({ mean: Float64Array.of(3), covariance: Float64Array.of(14 / 3) });
    expect(likelihood.params).toEqual({ mean: Float64Array.of(3), covariance: Float64Array.of(14 / 4) });
    expect(data).toEqual(before);
    expect(structuredClone(unbiased.params)).toEqual(unbiased.params);
  });

  it('refuses a single sample', async () => {
    const data = { count: 1, points: Float64Array.of(1) };
    const { model } = createGaussian(base);
    expect(() => model.fit({ data }, { state: Uint32Array.of(1, 2, 3, 4) }, undefined)).toThrow(/at least 2 samples, found 1/);
  });

  it('draws the count it is asked for and the same bytes for the same seed', async () => {
    const pool = accumulate.create({ keepReal: true });
    for (const representation of ['points', 'sufficient-statistics'] as const) {
      const options = { ...twoD, representation };
      const { model, space } = createGaussian(options);
      const { params } = await run(options, 30, 3, pool);
      const draw = () => model.sample(params, { count: 11 }, { state: Uint32Array.of(9, 8, 7, 6) });
      const data = await draw();
      expect(space.size(data)).toBe(11);
      expect(await draw()).toEqual(data);
      expect((await run(options, 30, 3, pool)).params).toEqual(params);
    }
  });

  it('takes a subset of points row by row', () => {
    const { space } = createGaussian(twoD);
    const points = Float64Array.from({ length: 20 }, (_, i) => i);
    const chosen = space.subset!([{ count: 10, points }], 10, false, { state: Uint32Array.of(1, 2, 3, 4) }) as {
      points: Float64Array;
    };
    const rows = Array.from({ length: 10 }, (_, i) => chosen.points[2 * i]).sort((a, b) => a - b);
    expect(rows).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18]);
    for (let i = 0; i < 10; i++) expect(chosen.points[2 * i + 1]).toBe(chosen.points[2 * i] + 1);
  });
});
