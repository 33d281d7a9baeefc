import { describe, expect, test } from 'vitest';
import type { Metric, MetricValue } from '../contracts/metric.js';
import type { SystemInstance } from '../contracts/system.js';
import { nextUint32 } from '../random/xoshiro128.js';
import { measurements } from './measurements.js';
import type { Generation } from './run-generations.js';

const instance: SystemInstance<number[], number, null> = {
  space: { size: (data) => data.length, concat: (parts) => parts.flat() },
  source: { sample: (count) => Array.from({ length: count }, () => 0) },
  model: { fit: () => ({ params: 0 }), sample: (params, { count }) => Array.from({ length: count }, () => params) },
  truth: null,
};

const metric = (id: string, evaluate: Metric<number, null>['evaluate']): Metric<number, null> => ({
  ...{ id, summary: '', source: '', unit: '1', direction: 'lower-is-better' },
  margin: { kind: 'absolute', value: 0, reason: '' },
  evaluate,
});
const ok = (value: number): MetricValue => ({ status: 'ok', value });
const draw = (id: string) => metric(id, (_context, rng) => ok(nextUint32(rng)));
const params = metric('params', ({ params: own, first }) => ok(10 * own + first));
const odd = metric('odd', async ({ generation }) =>
  generation % 2 === 0 ? ok(generation) : { status: 'undefined', reason: `${generation} is odd` },
);

const generation = (each: number): Generation<number[], number> => ({
  ...{ generation: each, params: each + 2, original: [0], training: [each], absorbedAt: undefined, pool: [[0]] },
});

const observed = [2, 3];
const opened = (metrics: readonly Metric<number, null>[], replicate = 0) =>
  measurements({ instance, metrics, seed: 7, replicate, observed });

async function measured(metrics: readonly Metric<number, null>[], replicate = 0) {
  const measuring = opened(metrics, replicate);
  for (const each of [1, 2, 3].map(generation)) {
    const context = measuring.contextOf(each);
    if (context !== undefined) await measuring.measure(context);
  }
  return measuring.soFar();
}

describe('the measurements of a replicate', () => {
  test('are taken at the observed generations, beside model 1, each in its place', async () => {
    const { values, first } = await measured([params, metric('generation', (context) => ok(context.generation))]);
    expect(first).toBe(3);
    expect(Array.from(values)).toEqual([43, 53, 2, 3]);
    expect(opened([]).contextOf(generation(1))).toBeUndefined();
  });

  test('keep a reason where there is no number', async () => {
    const { values, exceptions } = await measured([odd]);
    expect(Array.from(values)).toEqual([2, Number.NaN]);
    expect(exceptions).toEqual([{ index: 1, status: 'undefined', reason: '3 is odd' }]);
  });

  test('draw from streams of their own: another metric beside them moves nothing, another replicate does', async () => {
    const { values: alone } = await measured([draw('a')]);
    const { values: beside } = await measured([draw('b'), draw('a')]);
    expect(Array.from(beside.subarray(2))).toEqual(Array.from(alone));
    expect(new Set(beside).size).toBe(4);
    expect(Array.from((await measured([draw('a')], 1)).values)).not.toEqual(Array.from(alone));
  });

  test('see new samples of the model and of p0, and not the pool', () => {
    const context = opened([]);
    context.contextOf(generation(1));
    const seen = context.contextOf(generation(2))!;
    expect(seen.sample(2, { state: new Uint32Array(4) })).toEqual([4, 4]);
    expect(seen.real(2, { state: new Uint32Array(4) })).toEqual([0, 0]);
    expect(Object.keys(seen)).not.toContain('pool');
  });

  test('go on from what was measured before', async () => {
    const whole = await measured([params, odd]);
    const begun = opened([params, odd]);
    begun.contextOf(generation(1));
    await begun.measure(begun.contextOf(generation(2))!);
    const again = measurements({
      instance,
      metrics: [params, odd],
      seed: 7,
      replicate: 0,
      observed,
      begun: structuredClone(begun.soFar()),
    });
    await again.measure(again.contextOf(generation(3))!);
    expect(again.soFar()).toEqual(whole);
  });

  test('refuse a number that is none', async () => {
    await expect(measured([metric('broken', () => ok(Number.POSITIVE_INFINITY))])).rejects.toThrow(
      'metric broken gave Infinity at generation 2 instead of a status',
    );
  });
});
