import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CellResult } from './cell.js';
import { appendCells, openJournal, removeJournal } from './journal.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'collapse-bench-'));
  file = path.join(folder, 'journal.ndjson');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const cell = (replicate: number): CellResult => ({
  replicate,
  values: Float64Array.of(0.1 * replicate, Number.NaN, 5e-324, -1 / 3),
  exceptions: [{ index: 1, status: 'diverged', reason: 'too large' }],
  absorbedAt: replicate % 2 === 0 ? null : 7,
  seconds: 0.25,
});
const reopened = (key = 'key') => openJournal(folder, key).cells;
const replicates = (cells: readonly CellResult[]) => cells.map(({ replicate }) => replicate);

describe('the journal', () => {
  test('gives back what was finished, every bit of it', () => {
    const journal = openJournal(folder, 'key');
    expect(journal.cells).toEqual([]);
    appendCells(journal, [cell(3), cell(1)]);
    appendCells(journal, [cell(2)]);
    expect(reopened()).toEqual([cell(3), cell(1), cell(2)]);
    // And again after it was reopened and went on.
    appendCells(openJournal(folder, 'key'), [cell(0)]);
    expect(reopened()).toEqual([cell(3), cell(1), cell(2), cell(0)]);
  });

  test('of another key is started over', () => {
    appendCells(openJournal(folder, 'key'), [cell(0)]);
    expect(reopened('other')).toEqual([]);
    expect(reopened('key')).toEqual([]);
  });

  test('is gone after it was removed, which may happen twice', () => {
    const journal = openJournal(folder, 'key');
    appendCells(journal, [cell(0)]);
    removeJournal(folder);
    removeJournal(folder);
    expect(reopened()).toEqual([]);
  });

  test('cut off anywhere gives back the whole lines before it, and goes on from there', () => {
    const journal = openJournal(folder, 'key');
    for (let i = 0; i < 3; i++) appendCells(journal, [cell(i)]);
    const whole = readFileSync(file, 'utf8');
    const ends = [...whole.matchAll(/\n/g)].map(({ index }) => index + 1);
    for (const length of [...ends, ...ends.map((end) => end - 1), ...Array.from({ length: 100 }, (_, i) => i * 11)]) {
      writeFileSync(file, whole.slice(0, length));
      const lines = ends.filter((end) => end <= length).length;
      expect(replicates(reopened())).toEqual([0, 1, 2].slice(0, Math.max(0, lines - 1)));
      appendCells(openJournal(folder, 'key'), [cell(9)]);
      expect(replicates(reopened())).toEqual([...[0, 1, 2].slice(0, Math.max(0, lines - 1)), 9]);
    }
  });

  test('with any byte changed gives back only lines that are as they were written', () => {
    const journal = openJournal(folder, 'key');
    for (let i = 0; i < 3; i++) appendCells(journal, [cell(i)]);
    const whole = readFileSync(file, 'latin1');
    let unharmed = 0;
    for (let at = 0; at < whole.length; at += 3) {
      for (const byte of ['7', '\n', 'x']) {
        if (whole[at] === byte) continue;
        writeFileSync(file, whole.slice(0, at) + byte + whole.slice(at + 1), 'latin1');
        const cells = reopened();
        expect(cells).toEqual([cell(0), cell(1), cell(2)].slice(0, cells.length));
        if (cells.length === 3) unharmed++;
      }
    }
    // Only the space between checksum and content carries nothing: four lines, three bytes put there.
    expect(unharmed).toBeLessThanOrEqual(4 * 3);
  });

  test.each(['', '\n', '\n\n\n', 'null\n', '{}\n', '{"key":"key"}\n', '\0\0\0\0'])('survives the content %j', (content) => {
    writeFileSync(file, content);
    expect(reopened()).toEqual([]);
    appendCells(openJournal(folder, 'key'), [cell(4)]);
    expect(replicates(reopened())).toEqual([4]);
  });
});
