import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { Interrupted, RunFailure } from '../errors.js';
import type { Io } from '../report/io.js';
import { duration } from '../report/progress.js';
import type { Outcome, Task } from './tasks.js';

const QUIET_MS = 1500;
const TERMINAL_INTERVAL_MS = 200;
const PLAIN_INTERVAL_MS = 10_000;

/**
 * Does the tasks of a study over a pool of worker threads.
 *
 * @returns what came of each, in the order of the tasks
 * @throws RunFailure a task threw
 * @throws Interrupted the signal was raised
 */
export async function runStudy(tasks: readonly Task[], jobs: number, io: Io, signal: AbortSignal): Promise<Outcome[]> {
  const threads = Math.min(jobs, tasks.length);
  const pool = new Piscina<Task, Outcome>({
    filename: fileURLToPath(new URL('./worker.js', import.meta.url)),
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 1,
  });
  const told = progress(io, tasks);
  const stop = () => void pool.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.all(
      tasks.map(async (task) => {
        const outcome = await pool.run(task);
        told(task);
        return outcome;
      }),
    );
  } catch (error) {
    if (signal.aborted) throw new Interrupted();
    throw new RunFailure(`a part of the study failed: ${(error as Error).message}`, { cause: error });
  } finally {
    signal.removeEventListener('abort', stop);
    if (io.terminal) io.err('\r\x1b[K');
    await pool.destroy();
  }
}

/** About how long the kinds of task take, beside each other. */
const WEIGHT: Readonly<Record<Task['kind'], number>> = { exact: 1, seeds: 14, resampled: 60, gate: 30 };

const words: Readonly<Record<Task['kind'], string>> = {
  exact: 'exact rows',
  seeds: 'fresh seeds',
  resampled: 'rows that train',
  gate: 'throughput',
};

/** One line that rewrites itself on a terminal, and one now and then elsewhere; on standard error. */
function progress(io: Io, tasks: readonly Task[]): (task: Task) => void {
  const total = tasks.reduce((sum, { kind }) => sum + WEIGHT[kind], 0);
  const begin = performance.now();
  let shown = begin + QUIET_MS - TERMINAL_INTERVAL_MS;
  let lines = 0;
  let done = 0;
  return ({ kind }) => {
    done += WEIGHT[kind];
    const now = performance.now();
    if (now - shown < (io.terminal || lines === 0 ? TERMINAL_INTERVAL_MS : PLAIN_INTERVAL_MS)) return;
    shown = now;
    lines++;
    const left = ((now - begin) / 1000) * ((total - done) / done);
    const text = `${Math.floor((100 * done) / total)}%, about ${duration(left)} left (${words[kind]})`;
    io.err(io.terminal ? `\r\x1b[K${text}` : `${text}\n`);
  };
}
