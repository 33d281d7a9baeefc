import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { formatResult, parseResult, type Result, resultOf, withTheory } from '../record/result.js';
import type { LoadedScenario } from '../scenario/load.js';
import { sha256 } from '../sha256.js';
import { theoryRows } from '../verdict/theory.js';
import { displayPath, type Workspace } from '../workspace.js';
import type { CellResult } from './cell.js';
import { keyOf } from './fingerprint.js';
import { removeLeftovers } from './leftovers.js';
import { writing } from './refused-write.js';
import { type Makers, parseRunInfo, runInfo, secondsOf } from './run-info.js';

export interface ScenarioRun {
  readonly loaded: LoadedScenario;
  readonly result: Result;
  readonly folder: string;
  /** Found finished under the same scenario, code and data, and not run again. */
  readonly reused: boolean;
  /** Summed over the cells. */
  readonly seconds: number;
}

/** Where a scenario's record lies below a folder of records. */
export function folderOf(out: string, id: string): string {
  return path.join(out, ...id.split('/'));
}

/** Who computed the cells of a record, and of what. */
export interface Origin {
  readonly code: string;
  readonly className: string;
  readonly makers: Makers;
}

/** Writes result.json and run.json of all cells of a scenario, in place of what an unfinished run left. */
export function writeRecord(
  folder: string,
  loaded: LoadedScenario,
  cells: readonly CellResult[],
  { code, className, makers }: Origin,
): ScenarioRun {
  const bare = resultOf(loaded, cells, className);
  const result = withTheory(bare, theoryRows(loaded, bare));
  const text = formatResult(result);
  const key = keyOf(loaded.hash, code, className);
  const info = runInfo(loaded, cells, { code, key, className, makers, resultHash: sha256(text) });
  writing(folder, () => {
    writeFileAtomic.sync(path.join(folder, 'result.json'), text);
    writeFileAtomic.sync(path.join(folder, 'run.json'), `${JSON.stringify(info, null, 2)}\n`);
    removeLeftovers(folder);
  });
  return { loaded, result, folder, reused: false, seconds: secondsOf(cells) };
}

/** A whole record that an earlier run left under the same key; undefined: there is none, or none to rely on. */
export function readRecord(workspace: Workspace, loaded: LoadedScenario, folder: string, key: string): ScenarioRun | undefined {
  const file = path.join(folder, 'result.json');
  const info = path.join(folder, 'run.json');
  if (!existsSync(file) || !existsSync(info)) return undefined;
  try {
    const run = parseRunInfo(readFileSync(info, 'utf8'), displayPath(workspace, info));
    if (run.resumeKey !== key) return undefined;
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
