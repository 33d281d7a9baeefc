import { performance } from 'node:perf_hooks';
import type { LoadedScenario } from '../scenario/load.js';
import { type CellResult, runCell } from './cell.js';

export interface Task {
  readonly loaded: LoadedScenario;
  readonly replicates: readonly number[];
}

/** Runs in a worker thread: a stretch of cells of one scenario. */
export default async function runTask({ loaded, replicates }: Task): Promise<CellResult[]> {
  const cells: CellResult[] = [];
  for (const replicate of replicates) {
    try {
      cells.push(await runCell(loaded, replicate, () => performance.now()));
    } catch (error) {
      throw new Error(`${loaded.id}, replicate ${replicate}: ${(error as Error).message}`, { cause: error });
    }
  }
  return cells;
}
