import { performance } from 'node:perf_hooks';
import { BroadcastChannel, parentPort } from 'node:worker_threads';
import type { Advance } from '../report/progress.js';
import type { LoadedScenario } from '../scenario/load.js';
import { type CellOptions, type CellResult, type CellState, runCell } from './cell.js';
import { type CheckpointPlace, checkpointOf } from './checkpoint.js';
import { STOP_CHANNEL } from './stop-channel.js';

export interface Task {
  readonly loaded: LoadedScenario;
  readonly replicates: readonly number[];
  /** Where cells are kept between generations; absent: nowhere. */
  readonly checkpoints?: CheckpointPlace | undefined;
}

/** What a worker says while a task runs. */
export type Heard = { readonly advance: Advance } | { readonly note: string };

const stopping = new BroadcastChannel(STOP_CHANNEL);
stopping.onmessage = () => process.exit(0);
// A worker that is done does not wait for it.
stopping.unref();

/** Runs in a worker thread: a stretch of cells of one scenario. */
export default async function runTask(task: Task): Promise<CellResult[]> {
  const { loaded, replicates } = task;
  const cells: CellResult[] = [];
  for (const replicate of replicates) {
    try {
      cells.push(await runCell(loaded, replicate, () => performance.now(), optionsOf(task, replicate)));
    } catch (error) {
      throw new Error(`${loaded.id}, replicate ${replicate}: ${(error as Error).message}`, { cause: error });
    }
  }
  return cells;
}

/** More often nobody looks. */
const SAYING_INTERVAL_MS = 200;
let said = Number.NEGATIVE_INFINITY;

/** Cells that take long are kept between generations and tell how far they are; quick ones just run. */
function optionsOf({ loaded: { id, observed }, checkpoints }: Task, replicate: number): CellOptions {
  if (checkpoints === undefined) return {};
  const generations = observed[observed.length - 1];
  const note = (text: string) => say({ note: `${id}: ${text}` });
  return {
    note,
    checkpoint: checkpointOf<CellState>(checkpoints, replicate, note),
    advanced: (generation, seconds) => {
      const now = performance.now();
      if (now - said < SAYING_INTERVAL_MS) return;
      said = now;
      say({ advance: { scenario: id, replicate, generation, generations, seconds } });
    },
  };
}

function say(heard: Heard): void {
  parentPort?.postMessage(heard);
}
