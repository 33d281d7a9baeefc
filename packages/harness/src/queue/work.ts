import { readdirSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import type { Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { systemOf } from '../catalog.js';
import { BadInput, isErrno, oneLine } from '../errors.js';
import { checkHub } from '../hub/downloads.js';
import type { CellResult, CellWorker } from '../run/cell.js';
import type { CheckpointPlace } from '../run/checkpoint.js';
import { type Environment, environment } from '../run/environment.js';
import { machineClass } from '../run/fingerprint.js';
import { lockFolder } from '../run/folder-lock.js';
import { cacheFolder } from '../run/host.js';
import { openPool, type Pool } from '../run/pool.js';
import type { Heard } from '../run/worker.js';
import type { LoadedScenario } from '../scenario/load.js';
import type { Workspace } from '../workspace.js';
import { type Answer, answerOf } from './answer.js';
import { PREFIX, queueName } from './connect.js';
import type { News } from './news.js';
import { BEAT_MS, presentNow, sayGone, sayPresent } from './presence.js';
import { type CellRequest, type Code, readRequest, scenarioFor } from './request.js';

/** How soon a cell is taken from a worker that is gone. */
export interface Pace {
  /** A worker that has not been heard of for so long has lost its cells. */
  readonly lockMs: number;
  /** How often workers look for such. */
  readonly stalledMs: number;
}

/** Cells run on threads of their own, so that the thread that keeps their locks is never busy for long. */
export const PACE: Pace = { lockMs: 30_000, stalledMs: 10_000 };

/** Workers that may die over one cell before it counts as the cell's fault. */
export const MOST_DEATHS = 5;

/** What a cell that this worker cannot do waits before it is offered again: longer each time. */
const LEFT_MS = 500;
const LONGEST_LEFT_MS = 15_000;
const EMPTY_CHECK_MS = 500;
const NEWS_MS = 1000;

export interface WorkOptions {
  readonly workspace: Workspace;
  readonly client: Redis;
  readonly jobs: number;
  readonly code: Code;
  /** Ends when no cell is left that it could do. */
  readonly untilEmpty: boolean;
  readonly signal: AbortSignal;
  /** Told, once each, what a person should know. */
  readonly note: (text: string) => void;
  readonly pace?: Pace;
}

/** What a worker did. */
export interface Worked {
  readonly name: string;
  readonly done: number;
  readonly failed: number;
  /** In the middle of being computed when the worker was stopped. */
  readonly givenBack: number;
}

/** Of a machine and a process, in letters that any terminal shows. */
export function processName(): string {
  return `${hostname()}-${process.pid}`.replace(/[^A-Za-z0-9._-]/g, '-').slice(-100);
}

/** Takes cells from a queue and hands in their results, until the signal is raised or, if so asked, nothing is left. */
export async function work(options: WorkOptions): Promise<Worked> {
  const { workspace, client, jobs, code, signal, note, pace = PACE } = options;
  const { DelayedError, Queue, UnrecoverableError, WaitingError, Worker } = await import('bullmq');
  const here = environment();
  const name = processName();
  const running = new Map<string, { readonly job: Job; said: number }>();
  const left = new Set<string>();
  const known = new Map<string, LoadedScenario>();
  const count = { done: 0, failed: 0, givenBack: 0 };
  const stop = new AbortController();
  const pool = openPool(jobs, (heard) => passOn(heard, name, running, note), stop.signal);
  removeOldCheckpoints();

  const leave = async (job: Job, token: string | undefined, request: CellRequest, reason: string): Promise<never> => {
    note(`refused ${request.scenario}: ${reason}; left to other workers`);
    left.add(job.id!);
    const news: News = { worker: name, refused: `${request.scenario}: ${reason}`.slice(0, 1000) };
    await job.updateProgress(news);
    const pause = Math.min(LONGEST_LEFT_MS, LEFT_MS * 2 ** Math.min(10, job.attemptsStarted));
    await job.moveToDelayed(Date.now() + pause, token);
    throw new DelayedError();
  };

  const process = async (job: Job, token?: string): Promise<Answer> => {
    let request: CellRequest;
    let loaded: LoadedScenario;
    try {
      request = readRequest(job.data, job.id);
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      note(`refused: ${error.message}`);
      throw new UnrecoverableError(error.message);
    }
    try {
      const found = scenarioFor(workspace, request, code, known);
      if ('reason' in found) return await leave(job, token, request, found.reason);
      checkHub([found.scenario]);
      loaded = found;
    } catch (error) {
      if (error instanceof BadInput) return leave(job, token, request, error.message);
      throw error;
    }
    left.delete(job.id!);
    const cellName = `${request.scenario} ${request.replicate}`;
    running.set(cellName, { job, said: 0 });
    try {
      const cell = await runOn(pool, loaded, request, job.id!);
      const worker: CellWorker = { name, jobs, finishedAt: new Date().toISOString(), environment: { ...here } };
      return answerOf(request, { ...cell, worker });
    } catch (error) {
      if (!stop.signal.aborted) throw error;
      count.givenBack++;
      await job.moveToWait(token);
      throw new WaitingError();
    } finally {
      running.delete(cellName);
    }
  };

  const queue = new Queue(queueName(code.codeHash), { connection: client, prefix: PREFIX });
  const worker = new Worker(queueName(code.codeHash), process, {
    connection: client,
    prefix: PREFIX,
    name,
    concurrency: jobs,
    lockDuration: pace.lockMs,
    stalledInterval: pace.stalledMs,
    maxStalledCount: MOST_DEATHS,
  });
  queue.on('error', () => {});
  // A connection that is away is told of by the client itself.
  worker.on('error', (error) => {
    if (/lock for job/.test(error.message)) {
      note(
        `this worker was not heard of for ${pace.lockMs / 1000} s: cells that it was at are computed by others as well, once each counts`,
      );
    } else if (!isErrno(error) && !/connection is closed/i.test(error.message)) note(oneLine(error.message));
  });
  worker.on('completed', () => count.done++);
  worker.on('failed', (job, error) => {
    count.failed++;
    note(`a cell failed: ${oneLine(error.message)}${job?.finishedOn === undefined ? '; it is tried again' : ''}`);
  });

  const beat = async () => {
    const { commit } = here;
    await sayPresent(client, 'workers', {
      name,
      jobs,
      machine: machineClass(),
      codeHash: code.codeHash,
      commit: commitOf(commit),
      running: running.size,
      done: count.done,
    });
    for (const run of await presentNow(client, 'runs')) {
      if (run.codeHash === code.codeHash) continue;
      const other = `other code (${run.codeHash.slice(0, 12)}${run.commit === null ? '' : `, commit ${run.commit.slice(0, 12)}`})`;
      note(
        `refused the cells of run ${run.name}: they are of ${other} than this checkout's (${code.codeHash.slice(0, 12)}); left to other workers`,
      );
    }
  };
  try {
    await worker.waitUntilReady();
    await beat();
    const beats = setInterval(() => void beat().catch(() => {}), BEAT_MS);
    try {
      await ended(options, () => nothingLeft(worker, queue, left));
    } finally {
      clearInterval(beats);
    }
  } finally {
    // It takes nothing more from here on, and then what runs is handed back.
    const closed = worker.close();
    stop.abort();
    await Promise.race([closed, rest(pace.lockMs)]);
    await pool.close();
    if (client.status === 'ready') await sayGone(client, 'workers', name).catch(() => {});
    await Promise.race([queue.close(), rest(1000)]);
  }
  return { name, ...count, ...(signal.aborted ? {} : { givenBack: 0 }) };
}

const rest = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });

export function commitOf(commit: Environment['commit']): string | null {
  return commit !== null && /^[0-9a-f]{40,64}$/.test(commit) ? commit : null;
}

function ended({ signal, untilEmpty }: WorkOptions, empty: () => Promise<boolean>): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = async () => {
      try {
        if (await empty()) finish();
        else timer = setTimeout(check, EMPTY_CHECK_MS);
      } catch (error) {
        reject(error);
      }
    };
    let timer: NodeJS.Timeout | undefined = untilEmpty ? setTimeout(check, EMPTY_CHECK_MS) : undefined;
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    signal.addEventListener('abort', finish);
    if (signal.aborted) finish();
  });
}

/** Whether no cell waits or runs anywhere but those that this worker has to leave to others. */
async function nothingLeft(worker: Worker, queue: import('bullmq').Queue, left: ReadonlySet<string>): Promise<boolean> {
  if (!worker.isRunning()) return false;
  const { waiting = 0, active = 0, prioritized = 0 } = await queue.getJobCounts('waiting', 'active', 'prioritized');
  if (waiting + active + prioritized > 0) return false;
  const delayed = await queue.getDelayed();
  return delayed.every((job) => job?.id !== undefined && left.has(job.id));
}

/** Runs one cell, kept between generations where it takes long, so that a worker of this machine goes on after a crash. */
async function runOn(pool: Pool, loaded: LoadedScenario, request: CellRequest, id: string): Promise<CellResult> {
  const { replicate, scenarioHash, codeHash, environmentClass } = request;
  if (systemOf(loaded.scenario.system.id).determinism === 'portable') {
    const [cell] = await pool.run({ loaded, replicates: [replicate] });
    return cell;
  }
  const { folder, release } = checkpointFolder(id);
  const checkpoints: CheckpointPlace = { folder, key: { scenarioHash, codeHash, environmentClass } };
  let whole = false;
  try {
    const [cell] = await pool.run({ loaded, replicates: [replicate], checkpoints });
    whole = true;
    return cell;
  } finally {
    release();
    if (whole) rmSync(folder, { recursive: true, force: true });
  }
}

const checkpointsRoot = () => path.join(cacheFolder(), 'queue');

/** A folder for the cell's checkpoint that no other process of this machine writes. */
function checkpointFolder(id: string): { readonly folder: string; readonly release: () => void } {
  const folder = path.join(checkpointsRoot(), id);
  try {
    return { folder, release: lockFolder(folder, folder) };
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    // Taken from a worker that has slept too long and does not know yet.
    const other = `${folder}-${process.pid}`;
    return { folder: other, release: lockFolder(other, other) };
  }
}

const OLD_MS = 7 * 24 * 3600 * 1000;

/** Of cells that were computed elsewhere in the end. */
function removeOldCheckpoints(): void {
  try {
    const root = checkpointsRoot();
    for (const name of readdirSync(root)) {
      const folder = path.join(root, name);
      if (Date.now() - statSync(folder).mtimeMs > OLD_MS) rmSync(folder, { recursive: true, force: true });
    }
  } catch (error) {
    if (!isErrno(error)) throw error;
  }
}

/** What a thread says: how far its cell is goes to who waits for it, the rest is said here. */
function passOn(
  heard: Heard,
  name: string,
  running: ReadonlyMap<string, { readonly job: Job; said: number }>,
  note: (text: string) => void,
): void {
  if ('note' in heard) {
    note(heard.note);
    return;
  }
  const { scenario, replicate, generation, generations, seconds } = heard.advance;
  const cell = running.get(`${scenario} ${replicate}`);
  const now = Date.now();
  if (cell === undefined || now - cell.said < NEWS_MS) return;
  cell.said = now;
  const news: News = { worker: name, generation, generations, seconds };
  void cell.job.updateProgress(news).catch(() => {});
}
