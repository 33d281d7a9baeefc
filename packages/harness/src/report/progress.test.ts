import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CellResult } from '../run/cell.js';
import type { LoadedScenario } from '../scenario/load.js';
import { memoryIo } from '../testing/collapse.js';
import { type Advance, duration, progressOn } from './progress.js';

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

describe('progress of cells that take long', () => {
  const within = (replicate: number, generation: number, seconds: number, scenario = 'small/b'): Advance => {
    return { scenario, replicate, generation, generations: 20, seconds };
  };
  const last = (text: string) => text.trimEnd().split('\n').at(-1);

  test('moves with every generation, before any cell is done', () => {
    const { progress, err } = started(false);
    now += 5000;
    // A quarter of a cell took 10 s: 40 s a cell, of which 39.75 are left, on two workers.
    progress.within(within(0, 5, 10));
    expect(err()).toBe('0/40 cells, 0%, about 13 min left (small/b, generation 5 of 20)\n');
    now += 10_000;
    // Half of one and half of another took 60 s together: 60 s a cell, 39 cells left.
    progress.within(within(0, 10, 20));
    progress.within(within(1, 10, 40));
    now += 10_000;
    progress.within(within(1, 10, 40));
    expect(last(err())).toBe('0/40 cells, 2%, about 20 min left (small/b, generation 10 of 20)');
  });

  test('counts a cell once: when it has ended, what its worker said of it is over', () => {
    const { progress, err } = started(false);
    progress.within(within(0, 10, 20));
    now += 5000;
    progress.advance(b, cells(1, 40));
    // 39 cells of 40 s on two workers.
    expect(err()).toBe('1/40 cells, 2%, about 13 min left (small/b)\n');
    now += 10_000;
    progress.within(within(0, 19, 39));
    expect(err().split('\n')).toHaveLength(2);
    progress.advance(a, cells(5, 2));
    // 35 of small/b at 40 s would be 29 cells of it and 5 of small/a at 2 s.
    expect(last(err())).toBe('6/40 cells, 15%, about 10 min left (small/a)');
  });

  test('does not divide the last cell among idle workers', () => {
    const io = memoryIo(false);
    const progress = progressOn(io, 8);
    progress.start([{ loaded: b, replicates: [0] }]);
    now += 5000;
    progress.within(within(0, 10, 40));
    expect(io.written().err).toBe('0/1 cells, 50%, about 40 s left (small/b, generation 10 of 20)\n');
  });
});

test('a note is a line of its own, on one line, said once, and the line that rewrites itself gives way', () => {
  const { progress, err } = started(false);
  progress.note('small/a: the disk\nis full');
  progress.note('small/a: the disk\nis full');
  expect(err()).toBe('collapse: small/a: the disk\\u000ais full\n');
  const terminal = started(true);
  now += 2000;
  terminal.progress.advance(a, cells(1, 1));
  terminal.progress.note('said');
  expect(terminal.err().split('\r\x1b[K').at(-1)).toBe('collapse: said\n');
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

describe('progress of cells that run elsewhere', () => {
  const lanes = (rows: string[]) => ({ jobs: () => 4, rows: () => rows, words: () => '2 workers, 3 cells running' });
  const startedOn = (terminal: boolean, rows: string[]) => {
    const io = memoryIo(terminal);
    const progress = progressOn(io, lanes(rows));
    progress.start([{ loaded: a, replicates: replicates(10) }]);
    now += 2000;
    return { progress, err: () => io.written().err };
  };

  test('says who runs them, and that nothing is known yet until a cell has ended', () => {
    const { progress, err } = startedOn(false, []);
    progress.refresh();
    expect(err()).toBe('0/10 cells, 0%, nothing finished yet; 2 workers, 3 cells running\n');
    now += 20_000;
    // 8 more of 2 s on four threads.
    progress.advance(a, cells(2, 2));
    expect(err().split('\n')[1]).toBe('2/10 cells, 20%, about 4 s left (small/a); 2 workers, 3 cells running');
  });

  test('has a row for each worker on a terminal, cut to its width, and wipes them all', () => {
    const { progress, err } = startedOn(true, ['  node7-1  1 of 2 running', `  ${'x'.repeat(200)}\x1b[31m`]);
    progress.refresh();
    const first = '\r\x1b[J0/10 cells, 0%, nothing finished yet';
    expect(err()).toBe(`${first}\n  node7-1  1 of 2 running\n  ${'x'.repeat(77)}\r\x1b[2A`);
    progress.note('a word');
    expect(err().endsWith('\r\x1b[Jcollapse: a word\n')).toBe(true);
    progress.stop();
    expect(err().endsWith('\r\x1b[J')).toBe(true);
  });

  test('is not shown before there is any', () => {
    const io = memoryIo(true);
    now += 5000;
    progressOn(io, lanes([])).refresh();
    expect(io.written().err).toBe('');
  });
});
