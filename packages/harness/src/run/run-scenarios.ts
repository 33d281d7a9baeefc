import type { Progress } from '../report/progress.js';
import type { LoadedScenario } from '../scenario/load.js';
import { displayPath, type Workspace } from '../workspace.js';
import { environment } from './environment.js';
import { classOf, codeHash, resumeKey } from './fingerprint.js';
import { lockFolder } from './folder-lock.js';
import { folderOf, readRecord, type ScenarioRun, writeRecord } from './record-files.js';
import { writing } from './refused-write.js';
import { runCells } from './run-cells.js';

export interface RunOptions {
  /** Folder that gets `<scenario>/result.json` and `run.json`. */
  readonly out: string;
  readonly jobs: number;
  /** Run even what is already there. */
  readonly fresh: boolean;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** Runs scenarios over all cores, resuming what an interrupted run had finished, and writes their records. */
export async function runScenarios(
  workspace: Workspace,
  scenarios: readonly LoadedScenario[],
  options: RunOptions,
): Promise<ScenarioRun[]> {
  const { out, jobs, fresh, signal, progress } = options;
  const code = codeHash();
  const runs = new Map<string, ScenarioRun>();
  for (const loaded of scenarios) {
    const finished = fresh ? undefined : readRecord(workspace, loaded, folderOf(out, loaded.id), resumeKey(loaded, code));
    if (finished !== undefined) runs.set(loaded.id, finished);
  }
  const missing = scenarios.filter(({ id }) => !runs.has(id));
  if (missing.length > 0) {
    const unlock = writing(out, () => lockFolder(out, displayPath(workspace, out)));
    try {
      const makers = { environment: environment(), jobs };
      const parts = missing.map((loaded) => ({ loaded, folder: folderOf(out, loaded.id), replicates: allReplicates(loaded) }));
      await runCells(parts, {
        code,
        jobs,
        signal,
        progress,
        keepJournals: false,
        complete: ({ loaded, folder }, cells) =>
          runs.set(loaded.id, writeRecord(folder, loaded, cells, { code, className: classOf(loaded), makers })),
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
