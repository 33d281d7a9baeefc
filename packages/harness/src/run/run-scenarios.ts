import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { isErrno, RunFailure } from '../errors.js';
import { writePictures } from '../pictures/picture-files.js';
import { formatResult, parseResult, type Result, resultOf, withTheory } from '../record/result.js';
import type { Progress } from '../report/progress.js';
import type { LoadedScenario } from '../scenario/load.js';
import { sha256 } from '../sha256.js';
import { theoryRows } from '../verdict/theory.js';
import { displayPath, type Workspace } from '../workspace.js';
import type { CellResult } from './cell.js';
import { environment } from './environment.js';
import { execute, type Work } from './execute.js';
import { classOf, codeHash, resumeKey } from './fingerprint.js';
import { lockFolder } from './folder-lock.js';
import { appendCells, type Journal, openJournal, removeJournal } from './journal.js';

export interface RunOptions {
  /** Folder that gets `<scenario>/result.json` and `run.json`. */
  readonly out: string;
  readonly jobs: number;
  /** Run even what is already there. */
  readonly fresh: boolean;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

export interface ScenarioRun {
  readonly loaded: LoadedScenario;
  readonly result: Result;
  readonly folder: string;
  /** Found finished under the same scenario, code and data, and not run again. */
  readonly reused: boolean;
  /** Summed over the cells. */
  readonly seconds: number;
}

const RUN_FORMAT = 1;

/** Runs scenarios over all cores, resuming what an interrupted run had finished, and writes their records. */
export async function runScenarios(
  workspace: Workspace,
  scenarios: readonly LoadedScenario[],
  options: RunOptions,
): Promise<ScenarioRun[]> {
  const code = codeHash();
  const runs = new Map<string, ScenarioRun>();
  for (const loaded of scenarios) {
    const finished = options.fresh
      ? undefined
      : readFinished(workspace, loaded, folderOf(loaded, options), resumeKey(loaded, code));
    if (finished !== undefined) runs.set(loaded.id, finished);
  }
  const missing = scenarios.filter(({ id }) => !runs.has(id));
  if (missing.length > 0) {
    const unlock = writing(options.out, () => lockFolder(options.out, displayPath(workspace, options.out)));
    try {
      for (const run of await runMissing(missing, code, options)) runs.set(run.loaded.id, run);
    } finally {
      unlock();
    }
  }
  return scenarios.map((loaded) => runs.get(loaded.id)!);
}

function folderOf({ id }: LoadedScenario, { out }: RunOptions): string {
  return path.join(out, ...id.split('/'));
}

/** Runs what is not there yet; the folder is ours alone. */
async function runMissing(scenarios: readonly LoadedScenario[], code: string, options: RunOptions): Promise<ScenarioRun[]> {
  const runs: ScenarioRun[] = [];
  const open = new Map<string, { journal: Journal; cells: CellResult[] }>();
  const work: Work[] = [];
  for (const loaded of scenarios) {
    const folder = folderOf(loaded, options);
    const wanted = Array.from({ length: loaded.scenario.replicates }, (_, i) => i);
    const journal = writing(folder, () => openJournal(folder, resumeKey(loaded, code)));
    const cells = journal.cells.filter((cell) => cell.replicate < wanted.length);
    const done = new Set(cells.map((cell) => cell.replicate));
    open.set(loaded.id, { journal, cells });
    work.push({ loaded, replicates: wanted.filter((replicate) => !done.has(replicate)) });
  }

  const provenance = { codeHash: code, environment: environment(), jobs: options.jobs };
  const formatRunInfo = (loaded: LoadedScenario, key: string, resultHash: string, totals: object) => {
    const names = { formatVersion: RUN_FORMAT, scenario: loaded.id, scenarioHash: loaded.hash, resumeKey: key, resultHash };
    const where = { environmentClass: classOf(loaded), ...provenance };
    return `${JSON.stringify({ ...names, ...where, finishedAt: new Date().toISOString(), ...totals }, null, 2)}\n`;
  };

  const finish = (loaded: LoadedScenario) => {
    const { journal, cells } = open.get(loaded.id)!;
    const folder = path.dirname(journal.file);
    const bare = resultOf(loaded, cells, classOf(loaded));
    const result = withTheory(bare, theoryRows(loaded, bare));
    const totals = cellTotals(loaded, cells);
    writing(folder, () => {
      const text = formatResult(result);
      writeFileAtomic.sync(path.join(folder, 'result.json'), text);
      writeFileAtomic.sync(path.join(folder, 'run.json'), formatRunInfo(loaded, resumeKey(loaded, code), sha256(text), totals));
      removeJournal(journal);
    });
    runs.push({ loaded, result, folder, reused: false, seconds: totals.seconds });
  };

  options.progress.start(work);
  try {
    for (const { loaded, replicates } of work) if (replicates.length === 0) finish(loaded);
    await execute(work, {
      jobs: options.jobs,
      signal: options.signal,
      finished: (loaded, cells) => {
        const entry = open.get(loaded.id)!;
        // Before the cell is in the journal: a cell that a later run finds there has its pictures.
        const folder = path.dirname(entry.journal.file);
        for (const { pictures } of cells) if (pictures !== undefined) writing(folder, () => writePictures(folder, pictures));
        entry.cells.push(...cells);
        if (entry.cells.length === loaded.scenario.replicates) finish(loaded);
        else writing(entry.journal.file, () => appendCells(entry.journal, cells));
        options.progress.advance(loaded, cells);
      },
    });
  } finally {
    options.progress.stop();
  }
  return runs;
}

function readFinished(workspace: Workspace, loaded: LoadedScenario, folder: string, key: string): ScenarioRun | undefined {
  const file = path.join(folder, 'result.json');
  const info = path.join(folder, 'run.json');
  if (!existsSync(file) || !existsSync(info)) return undefined;
  try {
    const run = JSON.parse(readFileSync(info, 'utf8')) as {
      formatVersion?: unknown;
      resumeKey?: unknown;
      resultHash?: unknown;
      seconds?: unknown;
    };
    if (run.formatVersion !== RUN_FORMAT || run.resumeKey !== key) return undefined;
    const text = readFileSync(file, 'utf8');
    if (run.resultHash !== sha256(text)) return undefined;
    const result = parseResult(text, displayPath(workspace, file));
    if (result.replicates.length !== loaded.scenario.replicates || result.scenario !== loaded.id) return undefined;
    return { loaded, result, folder, reused: true, seconds: Number(run.seconds) };
  } catch {
    // A record that cannot be read is not reused; the run writes it anew.
    return undefined;
  }
}

function cellTotals(loaded: LoadedScenario, cells: readonly CellResult[]) {
  const seconds = cells.reduce((sum, cell) => sum + cell.seconds, 0);
  const generations = loaded.observed[loaded.observed.length - 1] * cells.length;
  return { cells: cells.length, seconds, generationsPerSecond: seconds > 0 ? generations / seconds : null };
}

/** Turns what the file system refuses into a failure that says which folder and why. */
function writing<T>(place: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!isErrno(error)) throw error;
    const reasons: Record<string, string> = {
      ENOSPC: 'the disk is full',
      EACCES: 'it may not be written',
      EPERM: 'it may not be written',
      EROFS: 'it is read-only',
      ENOTDIR: 'a file stands where a folder is needed',
      EEXIST: 'a file stands where a folder is needed',
    };
    const reason = reasons[error.code!] ?? error.code;
    throw new RunFailure(`cannot write ${place}: ${reason}; make room or choose another folder with --out`, { cause: error });
  }
}
