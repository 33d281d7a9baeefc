import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { BadInput, isErrno } from '../errors.js';

/** Who writes a folder. */
interface Holder {
  readonly pid: number;
  /** When the operating system started that process, where it says so: tells it from a later one of the same number. */
  readonly processStart: string | null;
  readonly since: string;
}

const NAME = '.collapse-lock';

/**
 * Makes this process the only one that writes a folder, which is made if need be. A lock whose process is gone is taken
 * over.
 *
 * @param shown the folder as people should read it
 * @returns gives the folder back; a process that dies before leaves a lock that does not bind
 * @throws BadInput while another process holds it
 */
export function lockFolder(folder: string, shown: string): () => void {
  const found = tryLock(folder);
  if (typeof found === 'function') return found;
  throw busy(found, shown);
}

/** As `lockFolder`, but says who holds the folder if somebody does. Threads of a process are strangers to one another. */
function tryLock(folder: string): (() => void) | Holder {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, NAME);
  // Linked into place, so that nobody ever reads half a lock.
  const mine = `${file}.${process.pid}-${threadId}`;
  const own = { pid: process.pid, processStart: startOf(process.pid), since: new Date().toISOString() };
  try {
    writeFileSync(mine, JSON.stringify(own));
    while (!linked(mine, file)) {
      const text = contentOf(file);
      // Given back in the meantime.
      if (text === undefined) continue;
      const holder = holderIn(text);
      if (holder !== undefined && isRunning(holder)) return holder;
      removeStale(file, text);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  removeLeftovers(folder);
  return () => rmSync(file, { force: true });
}

const WAIT_MILLISECONDS = 100;

/** As `lockFolder`, but waits while somebody else holds the folder. */
export async function lockWhenFree(folder: string): Promise<() => void> {
  for (;;) {
    const unlock = tryLock(folder);
    if (typeof unlock === 'function') return unlock;
    await setTimeout(WAIT_MILLISECONDS);
  }
}

/** What a process left that was killed in the middle of taking the lock. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${NAME}.`)) continue;
    const pid = Number.parseInt(name.slice(NAME.length + 1), 10);
    if (!isRunning({ pid, processStart: null })) rmSync(path.join(folder, name), { force: true });
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (isErrno(error) && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Two that find the same stale lock must not remove each other's new one: moved aside first, and put back if it is not the one. */
function removeStale(file: string, stale: string): void {
  const aside = `${file}.${process.pid}-${threadId}-stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (isErrno(error) && error.code === 'ENOENT') return;
    throw error;
  }
  if (contentOf(aside) !== stale) linked(aside, file);
  rmSync(aside, { force: true });
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isErrno(error) && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** undefined: no lock of ours, or one that a crash of the machine cut. */
function holderIn(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Partial<Holder> | null;
    return typeof holder?.pid === 'number' && holder.pid > 0 ? (holder as Holder) : undefined;
  } catch {
    return undefined;
  }
}

function isRunning({ pid, processStart }: Pick<Holder, 'pid' | 'processStart'>): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    if (isErrno(error) && error.code === 'ESRCH') return false;
  }
  const start = startOf(pid);
  return start === null || processStart === null || start === processStart;
}

/** Clock ticks from boot to the start of a process: field 22 of /proc/PID/stat, the 20th after the name in brackets. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function busy({ pid, since }: Holder, shown: string): BadInput {
  return new BadInput({
    file: shown,
    expected: 'a folder that no other run is writing',
    found: `one that process ${pid} has been writing since ${since}`,
    remedy: 'wait until it is done, or choose another folder with --out',
  });
}
