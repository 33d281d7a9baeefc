import type { JobsOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { BadInput, Interrupted, Mismatch, RunFailure } from '../errors.js';
import type { CellResult } from '../run/cell.js';
import type { ExecuteOptions, Work } from '../run/execute.js';
import type { LoadedScenario } from '../scenario/load.js';
import { readAnswer } from './answer.js';
import { PREFIX, queueName } from './connect.js';
import { readNews } from './news.js';
import { serverTime } from './presence.js';
import { type CellRequest, type Code, requestId, requestOf } from './request.js';
import { MOST_DEATHS } from './work.js';

export interface CollectOptions {
  readonly client: Redis;
  readonly code: Code;
  readonly classOf: (loaded: LoadedScenario) => string;
  /** What a cell is expected to take, in any unit: the longest are asked for first. */
  readonly cost: (loaded: LoadedScenario) => number;
  /** Not content with what an earlier run had computed and nobody has collected. */
  readonly fresh: boolean;
  /** Told how many cells are still waited for, as it changes. */
  readonly left: (cells: number) => void;
}

/** A cell that throws is tried by other workers, for the fault may lie with the machine. */
const ATTEMPTS = 3;
const BACKOFF_MS = 500;
/** What nobody collects goes after so long. */
const KEPT_SECONDS = 7 * 24 * 3600;
const CHUNK = 500;
/** Events are told once; what was missed while the connection was away, or lost by the Redis, is found by looking. */
const SWEEP_MS = 3000;
const LONGEST_REASON = 500;

const JOB: JobsOptions = {
  attempts: ATTEMPTS,
  backoff: { type: 'fixed', delay: BACKOFF_MS },
  removeOnComplete: { age: KEPT_SECONDS },
  removeOnFail: { age: KEPT_SECONDS },
  stackTraceLimit: 0,
};

interface Awaited {
  readonly id: string;
  readonly loaded: LoadedScenario;
  readonly request: CellRequest;
}

/**
 * As `execute`, but by workers that take the cells from a queue. Cells that were asked for before are not computed again.
 *
 * @throws RunFailure a cell threw, on whatever worker took it, or every worker that took it died
 * @throws Mismatch results were handed in that do not belong to what was asked for; they are not used
 * @throws Interrupted the signal was raised; the cells stay in the queue
 */
export async function collect(works: readonly Work[], options: ExecuteOptions, from: CollectOptions): Promise<void> {
  const { client, code, fresh } = from;
  const awaited = new Map<string, Awaited>();
  for (const { loaded, replicates } of [...works].sort((a, b) => from.cost(b.loaded) - from.cost(a.loaded))) {
    for (const replicate of replicates) {
      const request = requestOf(loaded, replicate, from.classOf(loaded), code);
      const id = requestId(request);
      awaited.set(id, { id, loaded, request });
    }
  }
  if (awaited.size === 0) return;

  const { Queue, QueueEvents } = await import('bullmq');
  const name = queueName(code.codeHash);
  const begin = await serverTime(client);
  const queue = new Queue(name, { connection: client, prefix: PREFIX });
  const events = new QueueEvents(name, { connection: client, prefix: PREFIX, lastEventId: `${begin}-0` });
  // A connection that is away is told of by the client itself.
  queue.on('error', () => {});
  events.on('error', () => {});

  const failures: string[] = [];
  const mismatches: string[] = [];
  const dataSeen = new Map<string, string>();
  let end: (error?: unknown) => void = () => {};
  const over = new Promise<void>((resolve, reject) => {
    end = (error) => (error === undefined ? resolve() : reject(error));
  });
  // Nobody may be waiting for it yet.
  over.catch(() => {});

  const settle = ({ id }: Awaited) => {
    awaited.delete(id);
    from.left(awaited.size);
    if (awaited.size === 0) end();
  };
  const forget = (id: string) => void queue.remove(id).catch(() => {});

  const completed = (id: string, raw: unknown) => {
    const cell = awaited.get(id);
    if (cell === undefined) return;
    try {
      const result = readAnswer(raw, cell.request, cell.loaded);
      checkData(cell.loaded, result, dataSeen);
      options.finished(cell.loaded, [result]);
    } catch (error) {
      if (!(error instanceof BadInput)) return end(error);
      mismatches.push(error.message);
    }
    // It is on disk here, or was never worth anything.
    forget(id);
    settle(cell);
  };
  const failed = (id: string, reason: string | undefined) => {
    const cell = awaited.get(id);
    if (cell === undefined) return;
    failures.push(failureText(cell.request, String(reason)));
    settle(cell);
  };

  /** What became of a cell; asks for it anew where the queue has lost it, or holds what an earlier run left. */
  const look = async (cell: Awaited, first: boolean) => {
    const job = await queue.getJob(cell.id);
    if (!awaited.has(cell.id)) return;
    if (job === undefined) await queue.add('cell', cell.request, { ...JOB, jobId: cell.id });
    else if (job.finishedOn === undefined) return;
    else if (first && job.finishedOn < begin && (fresh || job.failedReason !== undefined)) {
      await queue.remove(cell.id);
      await queue.add('cell', cell.request, { ...JOB, jobId: cell.id });
    } else if (job.failedReason !== undefined) failed(cell.id, job.failedReason);
    else completed(cell.id, job.returnvalue);
  };
  const lookAt = (cells: readonly Awaited[], first: boolean) => Promise.all(cells.map((cell) => look(cell, first)));

  let at = 0;
  const sweep = async () => {
    const cells = [...awaited.values()];
    if (at >= cells.length) at = 0;
    const part = cells.slice(at, at + CHUNK);
    at += CHUNK;
    await lookAt(part, false);
  };

  const interrupt = () => end(new Interrupted());
  options.signal.addEventListener('abort', interrupt);
  if (options.signal.aborted) interrupt();
  let sweeps: NodeJS.Timeout | undefined;
  try {
    events.on('completed', ({ jobId, returnvalue }) => completed(jobId, returnvalue));
    events.on('failed', ({ jobId, failedReason }) => failed(jobId, failedReason));
    events.on('progress', ({ jobId, data }) => {
      const cell = awaited.get(jobId);
      if (cell !== undefined) passOn(data, cell.request, options);
    });
    await Promise.race([over, events.waitUntilReady()]);
    from.left(awaited.size);
    const all = [...awaited.values()];
    for (let i = 0; i < all.length && !options.signal.aborted; i += CHUNK) {
      const part = all.slice(i, i + CHUNK);
      const jobs = part.map(({ id, request }) => ({ name: 'cell', data: request, opts: { ...JOB, jobId: id } }));
      await Promise.race([over, queue.addBulk(jobs).then(() => lookAt(part, true))]);
    }
    const again = () => {
      sweeps = setTimeout(
        () =>
          void sweep()
            .catch(() => {})
            .finally(again),
        SWEEP_MS,
      );
    };
    again();
    await over;
  } finally {
    clearTimeout(sweeps);
    options.signal.removeEventListener('abort', interrupt);
    // Those that were asked to forget cells are done first, if the connection lets them.
    await Promise.race([client.ping().catch(() => {}), rest(1000)]);
    await Promise.race([Promise.allSettled([events.close(), queue.close()]), rest(1000)]);
  }
  if (mismatches.length > 0) {
    throw new Mismatch(`${listed(mismatches)}; the same command asks for ${mismatches.length === 1 ? 'it' : 'them'} again`);
  }
  if (failures.length > 0) throw new RunFailure(`a cell failed: ${listed(failures)}`);
}

const rest = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });

function listed([first, ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} (and ${others.length} more)`;
}

/** @throws BadInput when a worker read other bytes than another under one name */
function checkData({ id }: LoadedScenario, { data, replicate, worker }: CellResult, seen: Map<string, string>): void {
  for (const [file, sha256] of Object.entries(data ?? {})) {
    const key = `${id} ${file}`;
    const first = seen.get(key) ?? sha256;
    seen.set(key, first);
    if (first === sha256) continue;
    throw new BadInput({
      file: `the result of ${id}, replicate ${replicate}`,
      expected: `the same ${file} as the other workers read`,
      found: `another at ${worker?.name}`,
      remedy: 'it is not used',
    });
  }
}

function failureText({ scenario, replicate }: CellRequest, reason: string): string {
  const cell = `${scenario}, replicate ${replicate}: `;
  if (/stalled more than/.test(reason)) return `${cell}${MOST_DEATHS + 1} workers in turn died over it`;
  const said = reason.slice(0, LONGEST_REASON);
  return said.startsWith(cell) ? said : `${cell}${said}`;
}

function passOn(raw: unknown, { scenario, replicate }: CellRequest, { heard }: ExecuteOptions): void {
  const news = readNews(raw);
  if (news === undefined) return;
  const { worker } = news;
  if ('refused' in news) heard({ note: `worker ${worker} refused ${news.refused}; left to others` });
  else {
    const { generation, generations, seconds } = news;
    heard({ advance: { scenario, replicate, generation: Math.min(generation, generations), generations, seconds } });
  }
}
