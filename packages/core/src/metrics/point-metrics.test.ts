import { describe, expect, it } from 'vitest';
import type { Metric, MetricContext, MetricValue } from '../contracts/metric.js';
import { normalCloud } from '../distances/testing/clouds.js';
import type { Rng } from '../random/rng.js';
import { streamAt, streamKey } from '../random/streams.js';
import { testSeed } from '../testing/seed-offset.js';
import { pointMetrics } from './point-metrics.js';

interface Data {
  readonly points: Float64Array;
}

const key = streamKey(testSeed(1), 'point-metrics.test');
const metrics = pointMetrics<{ dimension: number }, Data>(
  ({ points }) => points,
  ({ dimension }) => dimension,
);

type Draw = (count: number, rng: Rng) => Data | Promise<Data>;

/** A generation whose real data are standard normal in the plane, and whose model draws as told. */
function context(sample: Draw, changes: object = {}): MetricContext<unknown, { dimension: number }, Data> {
  const real = (count: number, rng: Rng) => ({ points: normalCloud(rng, count, 2) });
  const original = real(2000, streamAt(key, 10_000));
  return {
    generation: 3,
    params: undefined,
    first: undefined,
    truth: { dimension: 2 },
    absorbedAt: undefined,
    original,
    training: original,
    sample,
    real,
    ...changes,
  };
}

const drawing =
  (mean: number, deviation: number): Draw =>
  (count, rng) => ({ points: normalCloud(rng, count, 2, mean, deviation) });

const metric = (id: string) => metrics.find((entry) => entry.id === id)!;

function value(entry: Metric<unknown, { dimension: number }, Data>, draw: Draw, stream = 0, changes: object = {}): number {
  const found = entry.evaluate(context(draw, changes), streamAt(key, stream)) as MetricValue;
  if (found.status !== 'ok') throw new Error(found.reason);
  return found.value;
}

describe('point metrics', () => {
  it('are those of the field', () => {
    expect(metrics.map(({ id }) => id)).toEqual([
      'sliced-w2-squared',
      'mmd-squared',
      'precision',
      'recall',
      'density',
      'coverage',
      'vendi',
      'nearest-real-distance',
      'nearest-real-distance-q05',
    ]);
  });

  it.each(metrics)('$id judges a model that has collapsed to less than the real law worse', (entry) => {
    const [equal, collapsed] = [value(entry, drawing(0, 1)), value(entry, drawing(0, 0.1))];
    // To stay in the middle of the real points is no fault to these two.
    if (entry.id === 'precision' || entry.id === 'density') expect(collapsed).toBeGreaterThan(0.85 * equal);
    else if (entry.direction === 'lower-is-better') expect(collapsed).toBeGreaterThan(2 * Math.abs(equal));
    else expect(collapsed).toBeLessThan(0.6 * equal);
  });

  it.each(metrics.filter(({ id }) => /sliced|mmd|precision|recall|density|coverage/.test(id)))(
    '$id judges a model that has drifted away worse',
    (entry) => {
      const [equal, drifted] = [value(entry, drawing(0, 1)), value(entry, drawing(4, 1))];
      if (entry.direction === 'lower-is-better') expect(drifted).toBeGreaterThan(10 * Math.abs(equal));
      else expect(drifted).toBeLessThan(0.2 * equal);
    },
  );

  it('have the values that theory gives two equal laws', () => {
    const over = (id: string) => {
      const values = Array.from({ length: 12 }, (_, stream) => value(metric(id), drawing(0, 1), stream));
      const mean = values.reduce((sum, x) => sum + x, 0) / 12;
      const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 11);
      return { mean, deviation };
    };
    // Coverage: 1 - prod over i < 5 of (999 - i) / (1999 - i), Naeem et al., lemma 2.
    let missed = 1;
    for (let i = 0; i < 5; i++) missed *= (999 - i) / (1999 - i);
    for (const [id, law] of [
      ['mmd-squared', 0],
      ['density', 1],
      ['coverage', 1 - missed],
    ] as const) {
      const { mean, deviation } = over(id);
      expect(Math.abs(mean - law)).toBeLessThan((6 * deviation) / Math.sqrt(12));
      // What the margins say of noise.
      const { margin } = metric(id);
      expect(deviation).toBeLessThan(margin.value / 2.5);
    }
  });

  it('mmd-squared of two equal laws falls below 0 now and then: it is the unbiased one', () => {
    const values = Array.from({ length: 8 }, (_, stream) => value(metric('mmd-squared'), drawing(0, 1), stream));
    expect(Math.min(...values)).toBeLessThan(0);
  });

  it('sliced-w2-squared of a shifted model is half the squared shift in the plane, in the mean over directions', () => {
    // E (t.direction)^2 = |t|^2 / 2; over 100 directions its standard deviation is |t|^2 / sqrt(8) / 10.
    const found = value(metric('sliced-w2-squared'), drawing(3, 1));
    expect(Math.abs(found - 9)).toBeLessThan(5 * (18 / Math.sqrt(8) / 10));
  });

  it('vendi of a point mass is 1, and the distances of a model that repeats its data are 0', () => {
    expect(value(metric('vendi'), (count) => ({ points: new Float64Array(2 * count).fill(0.3) }))).toBeCloseTo(1, 12);
    const { original } = context(drawing(0, 1));
    const repeating: Draw = (count) => ({ points: original.points.subarray(0, 2 * count) });
    expect(value(metric('nearest-real-distance'), repeating)).toBe(0);
    expect(value(metric('nearest-real-distance-q05'), repeating)).toBe(0);
  });

  it.each(metrics)('$id takes the same from a promise, and makes none of its own', async (entry) => {
    const plain = entry.evaluate(context(drawing(0, 0.5)), streamAt(key, 1));
    expect(plain).not.toBeInstanceOf(Promise);
    const later = entry.evaluate(
      context(async (count, rng) => drawing(0, 0.5)(count, rng)),
      streamAt(key, 1),
    );
    expect(later).toBeInstanceOf(Promise);
    expect(await later).toEqual(plain);
  });

  it.each(metrics)('$id holds every model against the same real samples', (entry) => {
    const seen: Float64Array[] = [];
    const real = (count: number, rng: Rng) => {
      const data = { points: normalCloud(rng, count, 2) };
      seen.push(data.points);
      return data;
    };
    value(entry, drawing(0, 1), 2, { real });
    const first = seen.splice(0);
    value(entry, (count, rng) => drawing(normalCloud(rng, 7, 1)[0], 1)(count, rng), 2, { real });
    expect(seen).toEqual(first);
    expect(first.length > 0).toBe(!entry.id.startsWith('nearest'));
  });

  it.each(metrics)('$id has a status and no number for samples that cannot be squared', (entry) => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, -1e200]) {
      const draw: Draw = (count) => ({ points: new Float64Array(2 * count).fill(1).fill(bad, 5, 6) });
      expect(entry.evaluate(context(draw), streamAt(key, 3))).toMatchObject({ status: 'diverged' });
    }
  });

  it.each(metrics)('$id is finite or has a status where all points of a side, or of both, coincide', (entry) => {
    const place = (count: number) => ({ points: new Float64Array(2 * count).fill(2) });
    const one = { real: place, original: place(50) };
    for (const [draw, changes] of [
      [place, {}],
      [drawing(0, 1), one],
      [place, one],
    ] as const) {
      const found = entry.evaluate(context(draw, changes), streamAt(key, 4)) as MetricValue;
      if (found.status === 'ok') expect(Number.isFinite(found.value)).toBe(true);
      else expect(found.status).toBe('undefined');
    }
    const found = entry.evaluate(context(drawing(0, 1), one), streamAt(key, 4)) as MetricValue;
    expect(found.status).toBe(['mmd-squared', 'density', 'vendi'].includes(entry.id) ? 'undefined' : 'ok');
  });
});
