import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statfsSync, writeSync } from 'node:fs';
import path from 'node:path';
import { isErrno } from '../errors.js';
import { decodePlainData, encodePlainData } from './plain-data.js';
import { whyRefused } from './refused-write.js';

/** What a cell's generations done so far depend on: a checkpoint made under anything else is of no use. */
export interface CheckpointKey {
  readonly scenarioHash: string;
  readonly codeHash: string;
  readonly environmentClass: string;
}

/** Where the checkpoints of a scenario's cells lie: in the folder of its record. */
export interface CheckpointPlace {
  readonly folder: string;
  readonly key: CheckpointKey;
}

/** Keeps one cell between its generations. */
export interface Checkpoint<State> {
  /** What was saved last; undefined where nothing was, or nothing that can be trusted. */
  restore(): State | undefined;
  /** Takes the place of what was saved before, at once or not at all. Never throws: without room a cell goes on unsaved. */
  save(state: State): void;
}

interface Header extends CheckpointKey {
  readonly format: number;
  readonly replicate: number;
  readonly bytes: number;
  readonly sha256: string;
}

const FORMAT = 1;
const PREFIX = 'checkpoint-';
/** Files beyond this cannot be read in one piece. The size is that of a cell's data: two models, two data sets, its pool. */
const MOST_BYTES = 2 ** 31 - 2 ** 16;
/** Left free on a disk for the records themselves. */
const SPARED_BYTES = 2 ** 20;
const LONGEST_HEADER = 4096;

/**
 * The checkpoint of one cell: a line that says what it is, then the state, checked by its SHA-256. Only one process and one
 * thread may use it at a time.
 *
 * @param note is told why one is not used or not written
 */
export function checkpointOf<State>(place: CheckpointPlace, replicate: number, note: (text: string) => void): Checkpoint<State> {
  const file = path.join(place.folder, `${PREFIX}${replicate}.bin`);
  const wanted = { format: FORMAT, ...place.key, replicate };
  let written = true;
  return {
    restore: () => {
      const bytes = contentOf(file);
      if (bytes === undefined) return undefined;
      const found = typeof bytes === 'string' ? bytes : stateIn<State>(bytes, wanted);
      if (typeof found !== 'string') return found.state;
      note(`the checkpoint of replicate ${replicate} is not used, for ${found}; it starts over`);
      return undefined;
    },
    save: (state) => {
      if (!written) return;
      try {
        replaceFile(file, withHeader(wanted, encodePlainData(state)));
      } catch (error) {
        written = false;
        const reason = isErrno(error) ? whyRefused(error) : (error as Error).message;
        note(
          `no checkpoints can be written: ${reason}; the run goes on, but if it is killed, its replicates in flight start over`,
        );
      }
    },
  };
}

/** For a cell that is over. */
export function removeCheckpoint(folder: string, replicate: number): void {
  for (const end of ['.bin', '.bin.new']) rmSync(path.join(folder, `${PREFIX}${replicate}${end}`), REMOVE);
}

/** Whether a file of that name is a checkpoint, or one half-written. */
export function isCheckpoint(name: string): boolean {
  return /^checkpoint-\d+\.bin(\.new)?$/.test(name);
}

const REMOVE = { force: true, recursive: true };

function withHeader(wanted: Omit<Header, 'bytes' | 'sha256'>, payload: Uint8Array): readonly Uint8Array[] {
  if (payload.length > MOST_BYTES) throw new RangeError(`${payload.length} bytes are more than the ${MOST_BYTES} of a file`);
  const header: Header = { ...wanted, bytes: payload.length, sha256: sha256(payload) };
  return [Buffer.from(`${JSON.stringify(header)}\n`), payload];
}

/** Not left half-written by a kill, and no more than one new file beside the old one, however often that happens. */
function replaceFile(file: string, parts: readonly Uint8Array[]): void {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const { bavail, bsize } = statfsSync(path.dirname(file));
  if (bavail * bsize < length + SPARED_BYTES) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  const fresh = `${file}.new`;
  try {
    const handle = openSync(fresh, 'w');
    try {
      for (const part of parts) for (let at = 0; at < part.length; ) at += writeSync(handle, part, at);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(fresh, file);
  } catch (error) {
    rmSync(fresh, REMOVE);
    throw error;
  }
}

/** A file's bytes, or why they cannot be had; undefined: there is none. */
function contentOf(file: string): Buffer | string | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (!isErrno(error)) throw error;
    return error.code === 'ENOENT' ? undefined : `it cannot be read (${error.code})`;
  }
}

/** The state, or why there is none to trust. */
function stateIn<State>(bytes: Buffer, wanted: Omit<Header, 'bytes' | 'sha256'>): { readonly state: State } | string {
  const damaged = 'it is damaged';
  const end = bytes.subarray(0, LONGEST_HEADER).indexOf('\n');
  const header = headerIn(bytes.toString('utf8', 0, Math.max(0, end)));
  if (header === undefined) return damaged;
  if (header.format !== wanted.format) return 'another version of collapse-bench wrote it';
  if (header.scenarioHash !== wanted.scenarioHash || header.replicate !== wanted.replicate) return 'it is of another scenario';
  if (header.codeHash !== wanted.codeHash) return 'the code has changed since';
  if (header.environmentClass !== wanted.environmentClass) return 'it was made on another class of machine';
  const payload = bytes.subarray(end + 1);
  if (payload.length !== header.bytes || sha256(payload) !== header.sha256) return damaged;
  try {
    return { state: decodePlainData(payload) as State };
  } catch {
    return 'this version of Node.js cannot read it';
  }
}

function headerIn(line: string): Partial<Header> | undefined {
  try {
    const header = JSON.parse(line) as unknown;
    return typeof header === 'object' && header !== null ? header : undefined;
  } catch {
    return undefined;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
