import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CellResult } from '../run/cell.js';
import type { LoadedScenario } from '../scenario/load.js';
import { memoryIo } from '../testing/collapse.js';
import { duration, progressOn } from './progress.js';

// The clock is the one thing that is not real here.
let now = 0;
beforeEach(() => {
  now = 1e6;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => vi.restoreAllMocks());

const scenario = (id: string) => ({ id }) as LoadedScenario;
const a = scenario('small/a');
const b = scenario('small/b');
const cells = (count: number, seconds: number): CellResult[] =>
  Array.from({ length: count }, (_, replicate) => ({
    replicate,
    values: new Float64Array(0),
    exceptions: [],
    absorbedAt: null,
    seconds,
  }));
const replicates = (count: number) => Array.from({ length: count }, (_, i) => i);

function started(terminal: boolean, jobs = 2) {
  const io = memoryIo(terminal);
  const progress = progressOn(io, jobs);
  progress.start([
    { loaded: a, replicates: replicates(10) },
    { loaded: b, replicates: replicates(30) },
  ]);
  return { progress, err: () => io.written().err, out: () => io.written().out };
}

describe('progress', () => {
  test('of short work is not shown', () => {
    for (const terminal of [true, false]) {
      const { progress, err } = started(terminal);
      now += 1400;
      progress.advance(a, cells(10, 1));
      progress.stop();
      expect(err()).toBe('');
    }
  });

  test('counts cells and says how long the rest takes, on standard error', () => {
    const { progress, err, out } = started(false);
    now += 5000;
    // 5 of a's cells took 2 s each: 5 more of those, and 30 of b's, not yet seen, at the same cost, on two workers.
    progress.advance(a, cells(5, 2));
    expect(err()).toBe('5/40 cells, 12%, about 35 s left (small/a)\n');
    expect(out()).toBe('');
    // b's cells take 4 s: 5 x 2 s and 20 x 4 s are left.
    now += 20_000;
    progress.advance(b, cells(10, 4));
    expect(err().split('\n')[1]).toBe('15/40 cells, 37%, about 45 s left (small/b)');
    progress.stop();
    expect(err().split('\n')).toHaveLength(3);
  });

  test('without a terminal is a plain line every ten seconds', () => {
    const { progress, err } = started(false);
    for (let i = 0; i < 30; i++) {
      now += 1000;
      progress.advance(b, cells(1, 1));
    }
    progress.stop();
    const lines = err().trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is the point
    expect(err()).not.toMatch(/[\r\x1b]/);
  });

  test('on a terminal rewrites one line, five times a second at most, and wipes it at the end', () => {
    const { progress, err } = started(true);
    now += 2000;
    progress.advance(a, cells(1, 1));
    now += 100;
    progress.advance(a, cells(1, 1));
    now += 100;
    progress.advance(a, cells(1, 1));
    progress.stop();
    const parts = err().split('\r\x1b[K');
    expect(parts).toHaveLength(4);
    expect(parts[1]).toMatch(/^1\/40 cells/);
    expect(parts[2]).toMatch(/^3\/40 cells/);
    expect(parts[3]).toBe('');
    expect(err()).not.toContain('\n');
  });
});

test.each([
  [0, '0 s'],
  [0.2, '1 s'],
  [89, '89 s'],
  [90, '2 min'],
  [3600, '60 min'],
  [5400, '1.5 h'],
  [36_000, '10.0 h'],
])('%d seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
