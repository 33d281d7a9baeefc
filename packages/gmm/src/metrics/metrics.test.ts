import { type Metric, type RealMixture, type Rng, streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../../core/src/testing/seed-offset.js';
import { gmm } from '../gmm.js';
import type { GmmParams } from '../params.js';
import { gmmOptions } from '../testing/options.js';

const component = (weight: number, mean: number[], variance: number) => ({
  weight,
  mean,
  covariance: mean.map((_, i) => mean.map((_, j) => (i === j ? variance : 0))),
});
const blob = [component(1, [0, 0], 1)];
const modes = [component(0.25, [-4], 1), component(0.75, [4], 1)];

function params(components: RealMixture['components'], changes: Partial<GmmParams> = {}): GmmParams {
  return {
    weights: Float64Array.from(components, ({ weight }) => weight),
    means: Float64Array.from(components.flatMap(({ mean }) => mean)),
    covariances: Float64Array.from(components.flatMap(({ covariance }) => covariance.flat())),
    converged: true,
    iterations: 17,
    logLikelihood: -1,
    diagnostics: [],
    ...changes,
  };
}

async function evaluate(id: string, fitted: GmmParams, real: RealMixture['components']) {
  const { truth, model, source } = gmm.create(gmmOptions({ real }));
  const metric = gmm.metrics.find((candidate) => candidate.id === id)! as Metric<GmmParams, typeof truth>;
  const data = source.sample(20, streamAt(streamKey(testSeed(8), 'original'), 0));
  const context = {
    generation: 3,
    params: fitted,
    first: fitted,
    truth,
    absorbedAt: undefined,
    original: data,
    training: data,
    sample: (count: number, rng: Rng) => model.sample(fitted, { count }, rng),
    real: (count: number, rng: Rng) => source.sample(count, rng),
  };
  return metric.evaluate(context, streamAt(streamKey(testSeed(8), id), 0));
}

const ok = (value: number, digits: number) => ({ status: 'ok', value: expect.closeTo(value, digits) });

describe('a faithful model', () => {
  it.each([
    ['l2-squared', 0],
    ['variance-ratio', 1],
    ['log-det-ratio', 0],
    ['mean-shift-squared', 0],
    ['moment-w2-squared', 0],
    ['mode-coverage', 1],
    ['component-sd-min', 1],
  ])('has %s of %d', async (id, expected) => {
    expect(await evaluate(id, params(modes), modes)).toEqual(ok(expected, 12));
  });

  it('has the entropy of the real distribution as its loss, to the error of 10,000 draws', async () => {
    // Modes so far apart that it is H(weights) + H(normal).
    const entropy = -(0.25 * Math.log(0.25) + 0.75 * Math.log(0.75)) + 0.5 * Math.log(2 * Math.PI * Math.E);
    const found = await evaluate('heldout-nll', params(modes), modes);
    expect(found.status === 'ok' && Math.abs(found.value - entropy)).toBeLessThan(4 * Math.sqrt((0.5 + 0.23) / 10_000) + 2e-3);
  });

  it('has no logarithm of its distance', async () => {
    expect(await evaluate('log-l2-squared', params(modes), modes)).toMatchObject({ status: 'diverged', reason: /Infinity/ });
  });
});

describe('values by hand', () => {
  const shrunk = params([component(0.5, [-1, 0], 0.01), component(0.5, [1, 0], 0.04)]);

  it.each([
    // Between components [[1, 0], [0, 0]], within them 0.025 each way.
    ['variance-ratio', 1.05 / 2],
    ['log-det-ratio', Math.log(1.025 * 0.025)],
    ['mean-shift-squared', 0],
    ['moment-w2-squared', (1 - Math.sqrt(1.025)) ** 2 + (1 - Math.sqrt(0.025)) ** 2],
    ['component-sd-min', 0.1],
    ['weight-entropy', Math.LN2],
    ['iterations', 17],
    ['converged', 1],
  ])('%s of a collapsed pair against a blob', async (id, expected) => {
    expect(await evaluate(id, shrunk, blob)).toEqual(ok(expected, 12));
  });

  it('l2-squared and its logarithm, against an integral over a grid', async () => {
    const density = (x: number, y: number, mean: number, variance: number) =>
      Math.exp(-((x - mean) ** 2 + y * y) / (2 * variance)) / (2 * Math.PI * variance);
    let integral = 0;
    for (let x = -5; x <= 5; x += 0.02) {
      for (let y = -5; y <= 5; y += 0.02) {
        integral += 4e-4 * (density(x, y, 0, 1) - 0.5 * density(x, y, -1, 0.01) - 0.5 * density(x, y, 1, 0.04)) ** 2;
      }
    }
    expect(await evaluate('l2-squared', shrunk, blob)).toEqual(ok(integral, 8));
    expect(await evaluate('log-l2-squared', shrunk, blob)).toEqual(ok(Math.log(integral), 8));
  });

  it('mode-coverage is half where one of two modes has less than half its share', async () => {
    expect(await evaluate('mode-coverage', params([component(0.11, [-4], 1), component(0.89, [4], 1)]), modes)).toEqual(
      ok(0.5, 12),
    );
    expect(await evaluate('mode-coverage', params([component(0.14, [-4], 1), component(0.86, [4], 1)]), modes)).toEqual(
      ok(1, 12),
    );
  });

  it('component-sd-min is about directions, and leaves out components that hold nothing', async () => {
    const tilted = {
      weight: 1 - 1e-12,
      mean: [0, 0],
      covariance: [
        [1, 0.6],
        [0.6, 1],
      ],
    };
    expect(await evaluate('component-sd-min', params([tilted, component(1e-12, [0, 0], 1e-6)]), blob)).toEqual(
      ok(Math.sqrt(0.4), 12),
    );
  });

  it('converged and weight-entropy see what they should', async () => {
    expect(await evaluate('converged', params(blob, { converged: false }), blob)).toEqual(ok(0, 12));
    expect(await evaluate('weight-entropy', params(blob), blob)).toEqual({ status: 'ok', value: 0 });
  });
});

describe('a point mass', () => {
  const point = params([component(0.5, [0, 0], 0), component(0.5, [1, 1], 1)]);
  const single = params([component(1, [2, 0], 0)]);

  it.each(['l2-squared', 'log-l2-squared', 'heldout-nll'])('makes %s diverge, with a reason', async (id) => {
    expect(await evaluate(id, point, blob)).toMatchObject({ status: 'diverged', reason: expect.stringContaining('singular') });
  });

  it('keeps its other values', async () => {
    expect(await evaluate('component-sd-min', point, blob)).toEqual(ok(0, 12));
    expect(await evaluate('log-det-ratio', single, blob)).toMatchObject({ status: 'diverged' });
    expect(await evaluate('moment-w2-squared', single, blob)).toEqual(ok(4 + 2, 12));
    expect(await evaluate('variance-ratio', single, blob)).toEqual(ok(0, 12));
  });

  it('loses every mode but its own, however far out it is', async () => {
    expect(await evaluate('mode-coverage', params([component(1, [1e6], 0)]), modes)).toEqual(ok(0.5, 12));
  });
});

it('has finite values or a status for every metric of a mixture gone far astray', async () => {
  const astray = params([component(1e-17, [1e150, 0], 1e-6), component(1, [-1e150, 1], 1e-6)]);
  for (const { id, needs } of gmm.metrics) {
    if (needs?.(gmm.create(gmmOptions({ real: blob })).truth) !== undefined) continue;
    const found = await evaluate(id, astray, blob);
    expect(found.status !== 'ok' || Number.isFinite(found.value), `${id}: ${JSON.stringify(found)}`).toBe(true);
  }
});

it('says which truths a metric needs, and has units, sources and reasons', () => {
  const { truth } = gmm.create(gmmOptions({ real: blob }));
  expect(gmm.metrics.filter((metric) => metric.needs?.(truth) !== undefined).map(({ id }) => id)).toEqual(['mode-coverage']);
  const ids = gmm.metrics.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { summary, source, unit, margin } of gmm.metrics) expect(summary && source && unit && margin.reason).toBeTruthy();
});
