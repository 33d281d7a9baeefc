import { type MetricContext, type PointSet, type RealTruth, streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../../core/src/testing/seed-offset.js';
import { createKde } from '../model/create.js';
import { fitKde } from '../model/fit.js';
import type { KdeOptions } from '../options.js';
import type { KdeParams } from '../params.js';
import { kdeMetrics } from './index.js';
import { componentShares } from './mode-coverage.js';

const line: KdeOptions = {
  dimension: 1,
  bandwidth: { kind: 'fixed', value: 1 },
  real: { kind: 'normal', mean: [1], covariance: [[4]] },
};
const humps: KdeOptions = {
  ...line,
  real: {
    kind: 'mixture',
    components: [
      { weight: 0.5, mean: [-4], covariance: [[1]] },
      { weight: 0.5, mean: [4], covariance: [[1]] },
    ],
  },
};

function evaluate(id: string, options: KdeOptions, points: readonly number[]) {
  const { truth, source, model } = createKde(options);
  const data = { count: points.length / options.dimension, points: Float64Array.from(points) };
  const params = fitKde(data, options.bandwidth, options.dimension);
  const context: MetricContext<KdeParams, RealTruth, PointSet> = {
    generation: 1,
    params,
    first: params,
    truth,
    absorbedAt: undefined,
    original: data,
    training: data,
    sample: (count, rng) => model.sample(params, { count }, rng),
    real: source.sample,
  };
  const metric = kdeMetrics.find((candidate) => candidate.id === id)!;
  return metric.evaluate(context, streamAt(streamKey(testSeed(1), 'kde/metrics.test'), 0));
}

const value = async (...args: Parameters<typeof evaluate>) => {
  const found = await evaluate(...args);
  if (found.status !== 'ok') throw new Error(found.reason);
  return found.value;
};

describe('values by hand', () => {
  it('of two kernels at 0 and 2: mean 1, variance 1 + 1', async () => {
    expect(await evaluate('mean-shift-squared', line, [0, 2])).toEqual({ status: 'ok', value: 0 });
    expect(await evaluate('variance-ratio', line, [0, 2])).toEqual({ status: 'ok', value: 0.5 });
    expect(await value('mean-shift-squared', line, [1, 3])).toBe(1);
  });

  it('tail-mass: one kernel of the real spread has 5%, and a shifted one what scipy.stats.norm says', async () => {
    const wide: KdeOptions = { ...line, bandwidth: { kind: 'fixed', value: 2 } };
    expect(await value('tail-mass', wide, [1])).toBeCloseTo(0.05, 14);
    // norm.sf(1.959963984540054*2 - 1) + norm.cdf(-1.959963984540054*2 - 1)
    expect(await value('tail-mass', line, [2])).toBeCloseTo(0.001750994376023962, 12);
  });

  it('heldout-nll of one kernel: ln(h sqrt(2 pi)) + E (x - m)^2 / (2 h^2), to 4 standard errors', async () => {
    const wide: KdeOptions = { ...line, bandwidth: { kind: 'fixed', value: 2 } };
    const expected = Math.log(2 * Math.sqrt(2 * Math.PI)) + 0.5;
    expect(Math.abs((await value('heldout-nll', wide, [1])) - expected)).toBeLessThan((4 * Math.SQRT1_2) / 16);
    const shifted = expected + 9 / 8;
    // Var of (z - 3/2)^2 / 2 is 1/2 + 9/4.
    expect(Math.abs((await value('heldout-nll', wide, [4])) - shifted)).toBeLessThan((4 * Math.sqrt(2.75)) / 16);
  });

  it('w2-squared of one kernel of the right shape: the squared shift', async () => {
    const wide: KdeOptions = { ...line, bandwidth: { kind: 'fixed', value: 2 } };
    // Twice 3 times the difference of two sample means of 1000 (0.09).
    expect(Math.abs((await value('w2-squared', wide, [4])) - 9)).toBeLessThan(4.5 * 6 * 0.0894 + 0.1);
    expect(await value('w2-squared', wide, [1])).toBeLessThan(0.2);
  });

  it('mode-coverage: all, one, and none of two modes', async () => {
    expect(await value('mode-coverage', humps, [-4, 4])).toBe(1);
    expect(await value('mode-coverage', humps, [-4, -4, -4, -4, 4])).toBe(0.5);
    expect(await value('mode-coverage', humps, [4])).toBe(0.5);
  });

  it('component shares of a faithful model are the weights, whatever the overlap', () => {
    const overlapping: KdeOptions = {
      ...line,
      dimension: 2,
      real: {
        kind: 'mixture',
        components: [
          {
            weight: 0.3,
            mean: [0, 0],
            covariance: [
              [1, 0],
              [0, 1],
            ],
          },
          {
            weight: 0.7,
            mean: [1, 0.5],
            covariance: [
              [2, 0.5],
              [0.5, 1],
            ],
          },
        ],
      },
    };
    const { truth, source } = createKde(overlapping);
    const count = 40_000;
    const shares = componentShares(truth, source.sample(count, streamAt(streamKey(testSeed(1), 'shares'), 0)).points);
    expect(shares[0] + shares[1]).toBeCloseTo(1, 12);
    // A posterior in [0, 1] of mean 0.3 has at most the variance of a coin.
    expect(Math.abs(shares[0] - 0.3)).toBeLessThan(4 * Math.sqrt(0.21 / count));
  });
});

it('says which truths a metric needs', () => {
  const skipped = (options: KdeOptions) =>
    kdeMetrics.filter((metric) => metric.needs?.(createKde(options).truth) !== undefined).map(({ id }) => id);
  expect(skipped(line)).toEqual(['mode-coverage']);
  expect(skipped(humps)).toEqual(['tail-mass']);
  const plane: KdeOptions = {
    ...line,
    dimension: 2,
    real: {
      kind: 'normal',
      mean: [0, 0],
      covariance: [
        [1, 0],
        [0, 1],
      ],
    },
  };
  expect(skipped(plane)).toEqual(['w2-squared', 'tail-mass', 'mode-coverage']);
});

it('a real draw beyond all density is a status, not an infinity', async () => {
  const narrow: KdeOptions = { ...line, bandwidth: { kind: 'fixed', value: 1e-160 } };
  expect(await evaluate('heldout-nll', narrow, [0])).toMatchObject({ status: 'diverged' });
});
