import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Exception } from '@collapse-bench/core';
import writeFileAtomic from 'write-file-atomic';
import { sha256 } from '../sha256.js';
import type { CellResult, CellWorker } from './cell.js';

/**
 * The finished cells of a run that is not over: one checked line for each stretch of cells, appended as it ends. After
 * a crash the whole lines are good and a torn last one is dropped.
 */
export interface Journal {
  readonly file: string;
  /** What an earlier, interrupted run with the same key had finished. */
  readonly cells: readonly CellResult[];
}

/** A cell as JSON can hold it: null stands for NaN. */
export interface StoredCell {
  readonly replicate: number;
  readonly values: readonly (number | null)[];
  readonly exceptions: readonly Exception[];
  readonly absorbedAt: number | null;
  readonly seconds: number;
  readonly data?: Readonly<Record<string, string>>;
  readonly worker?: CellWorker;
}

/** Opens the journal of a scenario's folder; one written under another key is of no use and is started over. */
export function openJournal(folder: string, key: string): Journal {
  const file = journalFile(folder);
  mkdirSync(folder, { recursive: true });
  const cells = readJournal(folder, key);
  if (cells === undefined) {
    writeFileSync(file, line({ key }));
    return { file, cells: [] };
  }
  // Rewritten without a torn end, so that the next line starts on a line of its own.
  writeFileAtomic.sync(file, line({ key }) + (cells.length > 0 ? line({ cells: cells.map(stored) }) : ''));
  return { file, cells };
}

export function appendCells(journal: Journal, cells: readonly CellResult[]): void {
  appendFileSync(journal.file, line({ cells: cells.map(stored) }));
}

export function removeJournal(folder: string): void {
  rmSync(journalFile(folder), { force: true });
}

/** What a scenario's folder holds, touching nothing; undefined where it holds none of that key. */
export function readJournal(folder: string, key: string): readonly CellResult[] | undefined {
  const file = journalFile(folder);
  return existsSync(file) ? readCells(readFileSync(file, 'utf8'), key) : undefined;
}

export const JOURNAL = 'journal.ndjson';
const journalFile = (folder: string) => path.join(folder, JOURNAL);

function line(content: unknown): string {
  const json = JSON.stringify(content);
  return `${checksum(json)} ${json}\n`;
}

/** A whole journal of one cell, on one line. */
export function lineOfCell(key: string, cell: CellResult): string {
  return line({ key, cells: [stored(cell)] });
}

/** What a whole line of a journal says; undefined: it is torn or spoilt. */
export function contentOfLine(row: string): unknown {
  const json = row.slice(17).trimEnd();
  if (row.slice(0, 16) !== checksum(json)) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function checksum(text: string): string {
  return sha256(text).slice(0, 16);
}

/** The cells of the leading good lines; undefined when the journal is of another key or unreadable from the start. */
function readCells(text: string, key: string): CellResult[] | undefined {
  const cells = new Map<number, CellResult>();
  let header = false;
  for (const row of text.split('\n').slice(0, -1)) {
    const json = row.slice(17);
    if (row.slice(0, 16) !== checksum(json)) break;
    const content = JSON.parse(json) as { key?: string; cells?: StoredCell[] };
    if (!header) {
      if (content.key !== key) return undefined;
      header = true;
    }
    for (const cell of content.cells ?? []) cells.set(cell.replicate, restored(cell));
  }
  return header ? [...cells.values()] : undefined;
}

function stored({ pictures: _files, ...cell }: CellResult): StoredCell {
  return { ...cell, values: Array.from(cell.values, (value) => (Number.isNaN(value) ? null : value)) };
}

export function restored(cell: StoredCell): CellResult {
  return { ...cell, values: Float64Array.from(cell.values, (value) => value ?? Number.NaN) };
}
