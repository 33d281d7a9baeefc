import type { Progress } from '../report/progress.js';
import type { LoadedScenario } from '../scenario/load.js';
import { displayPath, type Workspace } from '../workspace.js';
import type { CellResult } from './cell.js';
import { environment } from './environment.js';
import { classOf, codeHash, keyOf } from './fingerprint.js';
import { lockFolder } from './folder-lock.js';
import { leftoversIn, removeLeftovers } from './leftovers.js';
import { folderOf, readRecord, type ScenarioRun, writeRecord } from './record-files.js';
import { writing } from './refused-write.js';
import { type Elsewhere, runCells } from './run-cells.js';
import { workersOf } from './run-info.js';

export interface RunOptions {
  /** Folder that gets `<scenario>/result.json` and `run.json`. */
  readonly out: string;
  readonly jobs: number;
  /** Run even what is already there. */
  readonly fresh: boolean;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Absent: the cells are computed here. */
  readonly elsewhere?: Elsewhere;
}

/** Runs scenarios over all cores, resuming what an interrupted run had finished, and writes their records. */
export async function runScenarios(
  workspace: Workspace,
  scenarios: readonly LoadedScenario[],
  options: RunOptions,
): Promise<ScenarioRun[]> {
  const { out, jobs, fresh, signal, progress, elsewhere } = options;
  const classFor = elsewhere?.classOf ?? classOf;
  const code = codeHash();
  const runs = new Map<string, ScenarioRun>();
  for (const loaded of scenarios) {
    const finished = fresh
      ? undefined
      : readRecord(workspace, loaded, folderOf(out, loaded.id), keyOf(loaded.hash, code, classFor(loaded)));
    if (finished !== undefined) runs.set(loaded.id, finished);
  }
  const missing = scenarios.filter(({ id }) => !runs.has(id));
  // Of a run that was killed between its record and tidying up.
  const untidy = [...runs.values()].filter(({ folder }) => leftoversIn(folder).length > 0);
  if (missing.length > 0 || untidy.length > 0) {
    const unlock = writing(out, () => lockFolder(out, displayPath(workspace, out)));
    try {
      for (const { folder } of untidy) writing(folder, () => removeLeftovers(folder));
      const here = { environment: environment(missing[0]?.engine), jobs };
      const makersOf = (cells: readonly CellResult[]) =>
        elsewhere === undefined ? here : { workers: workersOf(cells, { environment: { ...here.environment }, jobs }) };
      const parts = missing.map((loaded) => ({ loaded, folder: folderOf(out, loaded.id), replicates: allReplicates(loaded) }));
      await runCells(parts, {
        code,
        jobs,
        signal,
        progress,
        elsewhere,
        keepJournals: false,
        complete: ({ loaded, folder }, cells) =>
          runs.set(loaded.id, writeRecord(folder, loaded, cells, { code, className: classFor(loaded), makers: makersOf(cells) })),
      });
    } finally {
      unlock();
    }
  }
  return scenarios.map((loaded) => runs.get(loaded.id)!);
}

export function allReplicates({ scenario }: LoadedScenario): number[] {
  return Array.from({ length: scenario.replicates }, (_, i) => i);
}
