import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { systemOf } from '../catalog.js';
import { writePictures } from '../pictures/picture-files.js';
import { formatResult, parseResult, type Result, resultOf, withTheory } from '../record/result.js';
import type { Progress } from '../report/progress.js';
import type { LoadedScenario } from '../scenario/load.js';
import { sha256 } from '../sha256.js';
import { theoryRows } from '../verdict/theory.js';
import { displayPath, type Workspace } from '../workspace.js';
import type { CellResult } from './cell.js';
import { type CheckpointPlace, removeCheckpoint, removeCheckpoints } from './checkpoint.js';
import { environment } from './environment.js';
import { execute, type Work } from './execute.js';
import { classOf, codeHash, resumeKey } from './fingerprint.js';
import { lockFolder } from './folder-lock.js';
import { appendCells, type Journal, openJournal, removeJournal } from './journal.js';
import { writing } from './refused-write.js';

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
    const replicates = wanted.filter((replicate) => !done.has(replicate));
    work.push({ loaded, replicates, checkpoints: checkpointsOf(loaded, code, folder) });
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
      removeCheckpoints(folder);
    });
    runs.push({ loaded, result, folder, reused: false, seconds: totals.seconds });
  };

  options.progress.start(work);
  try {
    for (const { loaded, replicates } of work) if (replicates.length === 0) finish(loaded);
    await execute(work, {
      jobs: options.jobs,
      signal: options.signal,
      heard: (heard) => {
        if ('note' in heard) options.progress.note(heard.note);
        else options.progress.within(heard.advance);
      },
      finished: (loaded, cells) => {
        const entry = open.get(loaded.id)!;
        // Before the cell is in the journal: a cell that a later run finds there has its pictures.
        const folder = path.dirname(entry.journal.file);
        for (const { pictures } of cells) if (pictures !== undefined) writing(folder, () => writePictures(folder, pictures));
        entry.cells.push(...cells);
        if (entry.cells.length === loaded.scenario.replicates) finish(loaded);
        else writing(entry.journal.file, () => appendCells(entry.journal, cells));
        // Not before the cells are in the journal.
        for (const { replicate } of cells) writing(folder, () => removeCheckpoint(folder, replicate));
        options.progress.advance(loaded, cells);
      },
    });
  } finally {
    options.progress.stop();
  }
  return runs;
}

/**
 * Where the cells of systems that train are kept between generations, which take minutes. Those in plain arithmetic are quick:
 * of theirs a killed run does the cell in flight once more.
 */
function checkpointsOf(loaded: LoadedScenario, codeHash: string, folder: string): CheckpointPlace | undefined {
  if (systemOf(loaded.scenario.system.id).determinism === 'portable') return undefined;
  return { folder, key: { scenarioHash: loaded.hash, codeHash, environmentClass: classOf(loaded) } };
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
