import { availableParallelism } from 'node:os';
import { Interrupted, RunFailure } from '../errors.js';
import type { LoadedScenario } from '../scenario/load.js';
import type { CellResult } from './cell.js';
import type { CheckpointPlace } from './checkpoint.js';
import { openPool } from './pool.js';
import type { Heard, Task } from './worker.js';

export interface ExecuteOptions {
  /** Worker threads. Results do not depend on it. */
  readonly jobs: number;
  readonly signal: AbortSignal;
  /** Called on the main thread as stretches of cells end, in no fixed order. */
  readonly finished: (loaded: LoadedScenario, cells: readonly CellResult[]) => void;
  /** Called on the main thread with what workers say meanwhile. */
  readonly heard: (heard: Heard) => void;
}

/** What is left to do of one scenario. */
export interface Work {
  readonly loaded: LoadedScenario;
  readonly replicates: readonly number[];
  /** Where cells that take long are kept between generations; absent where cells are quick. */
  readonly checkpoints?: CheckpointPlace | undefined;
}

export function defaultJobs(): number {
  return availableParallelism();
}

/** Stretches a scenario's cells are cut into: enough to keep every worker busy, few enough to keep messages rare. */
const STRETCHES_PER_JOB = 16;
/** Cells lost at most when a run is killed; those that take long come back one by one. */
const LONGEST_STRETCH = 50;

/**
 * Runs cells over a pool of worker threads. A cell that throws does not stop the others; the first failure is thrown
 * when all are done.
 *
 * @throws RunFailure a cell threw
 * @throws Interrupted the signal was raised
 */
export async function execute(work: readonly Work[], options: ExecuteOptions): Promise<void> {
  const tasks: Task[] = work.flatMap(({ replicates, ...rest }) =>
    stretches(replicates, options.jobs, rest.checkpoints === undefined ? LONGEST_STRETCH : 1).map((part) => ({
      ...rest,
      replicates: part,
    })),
  );
  if (tasks.length === 0) return;
  const pool = openPool(Math.min(options.jobs, tasks.length), options.heard, options.signal);
  const failures: string[] = [];
  let next = 0;
  let stopped = false;
  // One lane a worker takes the next task when its last is done: when a record cannot be written, nothing is in flight
  // but what the other lanes are at, and they end in good order.
  const lane = async () => {
    while (!stopped && !options.signal.aborted && next < tasks.length) {
      const task = tasks[next++];
      let cells: CellResult[];
      try {
        cells = await pool.run(task);
      } catch (error) {
        if (options.signal.aborted) return;
        failures.push((error as Error).message);
        continue;
      }
      try {
        options.finished(task.loaded, cells);
      } catch (error) {
        stopped = true;
        throw error;
      }
    }
  };
  try {
    const lanes = await Promise.allSettled(Array.from({ length: options.jobs }, lane));
    for (const outcome of lanes) if (outcome.status === 'rejected') throw outcome.reason;
  } finally {
    await pool.close();
  }
  if (options.signal.aborted) throw new Interrupted();
  if (failures.length > 0) {
    const more = failures.length === 1 ? '' : ` (and ${failures.length - 1} more)`;
    throw new RunFailure(`a cell failed: ${failures[0]}${more}`);
  }
}

function stretches(replicates: readonly number[], jobs: number, longest: number): number[][] {
  const length = Math.min(longest, Math.max(1, Math.ceil(replicates.length / (jobs * STRETCHES_PER_JOB))));
  const parts: number[][] = [];
  for (let i = 0; i < replicates.length; i += length) parts.push(replicates.slice(i, i + length));
  return parts;
}
