import { normal, type Rng, streamAt, streamKey, uniform, wilsonInterval } from '@collapse-bench/core';
import { describe, expect, test } from 'vitest';
import { AGAINST_ALPHA, compareSides, type MeasureSide } from './against.js';
import type { Speed } from './speeds.js';

/** What a process does to a speed. */
type Luck = (rng: Rng) => number;
/** As seen: what the engine makes of a function is fast or 1.6x slower. */
const engine: Luck = (rng) => (uniform(rng) < 0.5 ? 1 : 1.6) * (1 + 0.03 * Math.abs(normal(rng)));
/** Far worse than any machine should be. */
const storm: Luck = (rng) => Math.exp(0.7 * normal(rng));

/** One process; a busy machine slows the benchmark and its kernel alike. */
function processSpeed(id: string, slowdown: number, luck: Luck, rng: Rng): Speed {
  const machine = 1 + 0.3 * uniform(rng);
  const seconds = slowdown * luck(rng) * machine;
  return { id, unit: 'samples', bound: 'arithmetic', perSecond: 1 / seconds, calibrationPerSecond: 1000 / machine };
}

/** A side whose benchmarks are slower by these factors; counts its processes. */
function side(
  slowdowns: Readonly<Record<string, number>>,
  rng: Rng,
  luck = engine,
  asked: string[] = [],
  name = '',
): MeasureSide {
  return async (processes, ids) =>
    Object.entries(slowdowns)
      .filter(([id]) => ids.length === 0 || ids.includes(id))
      .map(([id, slowdown]) => {
        asked.push(`${name}${id} ${processes}`);
        const tried = Array.from({ length: processes }, () => processSpeed(id, slowdown, luck, rng));
        return tried.reduce((a, b) => (b.perSecond / b.calibrationPerSecond > a.perSecond / a.calibrationPerSecond ? b : a));
      });
}
const even = Object.fromEntries(Array.from({ length: 18 }, (_, i) => [`b${i}`, 1]));
const calibrated = { calibrated: true };

/** In how many of so many comparisons any benchmark is called slower. */
async function alarms(comparisons: number, slowdowns: Record<string, number>, luck: Luck, label: string): Promise<number> {
  let count = 0;
  for (let i = 0; i < comparisons; i++) {
    const rng = streamAt(streamKey(1, label), i);
    const rows = await compareSides(side(slowdowns, rng, luck), side(even, rng, luck), calibrated);
    if (rows.some(({ verdict }) => verdict === 'slower')) count++;
  }
  return count;
}

describe('head against base', () => {
  test.each([
    ['processes differ as they do', engine],
    ['processes differ far more', storm],
  ])('where %s, unchanged code is called slower in at most 1 of 100 comparisons of 18 benchmarks', async (label, luck) => {
    const comparisons = 300;
    const count = await alarms(comparisons, even, luck, label);
    expect(wilsonInterval(count, comparisons, 0.999).low).toBeLessThan(AGAINST_ALPHA);
  });

  test('one benchmark of 18 that takes 1.5x the time is found in at least 95%, whatever the luck of its processes', async () => {
    const comparisons = 300;
    const count = await alarms(comparisons, { ...even, b7: 1.5 }, engine, 'slower');
    expect(wilsonInterval(count, comparisons, 0.95).low).toBeGreaterThan(0.95);
  });

  test('what is slower by less than the minimum effect passes, however sure it is', async () => {
    const steady =
      (perSecond: number): MeasureSide =>
      async () => [{ id: 'a', unit: 'samples', bound: 'arithmetic', perSecond, calibrationPerSecond: 1 }];
    const [row] = await compareSides(steady(100 / 1.15), steady(100), calibrated);
    expect(row).toMatchObject({ verdict: 'held', slowdown: expect.closeTo(1.15, 10) });
    expect(row.p).toBeLessThan(0.01);
    expect((await compareSides(steady(100 / 1.25), steady(100), calibrated))[0].verdict).toBe('slower');
    // Faster, or as fast: measured once and left alone.
    expect((await compareSides(steady(200), steady(100), calibrated))[0]).toMatchObject({ verdict: 'held', p: undefined });
  });

  test('sides take turns, each first every second time, and only what looks slower is measured anew', async () => {
    const asked: string[] = [];
    const rng = streamAt(streamKey(2, 'turns'), 0);
    await compareSides(
      side({ a: 3, b: 0.5 }, rng, engine, asked, 'head '),
      side({ a: 1, b: 1 }, rng, engine, asked, 'base '),
      calibrated,
    );
    const round = (first: string, second: string, ids: string[], processes: number) =>
      [first, second].flatMap((name) => ids.map((id) => `${name} ${id} ${processes}`));
    const turns = (rounds: number, ids: string[], processes: number) =>
      Array.from({ length: rounds }, (_, i) =>
        i % 2 === 0 ? round('head', 'base', ids, processes) : round('base', 'head', ids, processes),
      ).flat();
    expect(asked).toEqual([...turns(8, ['a', 'b'], 1), ...turns(10, ['a'], 6)]);
  });

  test('with other calibration kernels speeds are compared as they are', async () => {
    const steady =
      (perSecond: number, calibrationPerSecond: number): MeasureSide =>
      async () => [{ id: 'a', unit: 'samples', bound: 'arithmetic', perSecond, calibrationPerSecond }];
    const verdict = async (options: { calibrated: boolean }) =>
      (await compareSides(steady(100, 2000), steady(100, 1000), options))[0].verdict;
    expect(await verdict({ calibrated: true })).toBe('slower');
    expect(await verdict({ calibrated: false })).toBe('held');
  });

  test('names what is new and what has gone', async () => {
    const rng = streamAt(streamKey(3, 'names'), 0);
    const rows = await compareSides(side({ a: 1, b: 1 }, rng), side({ c: 1, a: 1 }, rng), calibrated);
    expect(rows.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['a', 'held'],
      ['b', 'new'],
      ['c', 'gone'],
    ]);
  });
});
