import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CellState } from '../run/cell.js';
import { checkpointOf } from '../run/checkpoint.js';
import { sha256 } from '../sha256.js';
import { filesIn } from './files.js';

/** What a run, wherever it was stopped, left in the folder of a scenario's record. */
export interface LeftBehind {
  /** Replicates in the record if it is whole, otherwise in the journal, as often as they stand there. */
  readonly finished: readonly number[];
  /** Generations done of cells in flight, by replicate. */
  readonly generations: ReadonlyMap<number, number>;
}

/** @throws Error for a journal or a checkpoint that cannot be trusted */
export function leftBehind(folder: string): LeftBehind {
  const read = (name: string) =>
    existsSync(path.join(folder, name)) ? readFileSync(path.join(folder, name), 'utf8') : undefined;
  const [result, info, journal] = ['result.json', 'run.json', 'journal.ndjson'].map(read);
  const whole = result !== undefined && info !== undefined && JSON.parse(info).resultHash === sha256(result);
  const finished = whole ? (JSON.parse(result).replicates as number[]) : replicatesIn(journal ?? '');
  const replicates = filesIn(folder).flatMap((name) => /^checkpoint-(\d+)\.bin$/.exec(name)?.[1] ?? []);
  return { finished, generations: new Map(replicates.map((each) => [Number(each), generationIn(folder, Number(each))])) };
}

/** Of all whole lines. */
function replicatesIn(journal: string): number[] {
  const lines = journal.split('\n').slice(0, -1);
  return lines.flatMap((line) =>
    ((JSON.parse(line.slice(17)).cells ?? []) as { replicate: number }[]).map(({ replicate }) => replicate),
  );
}

function generationIn(folder: string, replicate: number): number {
  const bytes = readFileSync(path.join(folder, `checkpoint-${replicate}.bin`));
  const key = JSON.parse(bytes.toString('utf8', 0, bytes.indexOf('\n')));
  const checkpoint = checkpointOf<CellState>({ folder, key }, replicate, (text) => {
    throw new Error(text);
  });
  return checkpoint.restore()!.last.generation;
}

/** What of the work that was there earlier is no longer there, or is there twice; a line each. */
export function lostOrDoubled(before: LeftBehind, after: LeftBehind): string[] {
  const { finished } = after;
  const lost = before.finished.filter((each) => !finished.includes(each)).map((each) => `replicate ${each} is lost`);
  const doubled = finished.filter((each, i) => finished.indexOf(each) < i).map((each) => `replicate ${each} stands there twice`);
  const back = [...before.generations].flatMap(([each, generation]) => {
    const now = finished.includes(each) ? Number.POSITIVE_INFINITY : (after.generations.get(each) ?? 0);
    return now < generation ? [`replicate ${each} went from generation ${generation} back to ${now}`] : [];
  });
  return [...lost, ...doubled, ...back];
}
