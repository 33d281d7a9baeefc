import { shownJson } from '@collapse-bench/core';
import { systemOf } from '../catalog.js';
import { BadInput } from '../errors.js';
import { parseJson } from '../json-file.js';
import { type FormatStep, newestVersion, upgraded } from '../record/format-version.js';
import type { LoadedScenario } from '../scenario/load.js';
import type { CellResult, CellWorker } from './cell.js';
import type { Environment } from './environment.js';
import { PORTABLE } from './fingerprint.js';

/** From each version of the format to the next. */
const STEPS: readonly FormatStep[] = [engineOfClass];
export const RUN_FORMAT = newestVersion(STEPS);

/** Who computed cells: one process, the shards that were merged, or the workers of a queue. */
export type Makers =
  | { readonly environment: Environment; readonly jobs: number }
  | { readonly shards: readonly ShardMaker[] }
  | { readonly workers: readonly WorkerMaker[] };

/** One shard's part in a merged record. */
export interface ShardMaker {
  /** Such as `1/3`. */
  readonly shard: string;
  readonly environment: Readonly<Record<string, unknown>>;
  /** Worker threads. */
  readonly jobs: number;
  readonly finishedAt: string;
  readonly cells: number;
  readonly seconds: number;
}

/** One worker's part in a record whose cells went through a queue. */
export interface WorkerMaker extends Omit<ShardMaker, 'shard'> {
  readonly worker: string;
}

/** What `run.json` says beside a result; recorded, never compared. */
export interface RunInfo {
  readonly formatVersion: number;
  readonly scenario: string;
  readonly scenarioHash: string;
  readonly resumeKey: string;
  /** SHA-256 of the bytes of result.json. */
  readonly resultHash: string;
  readonly environmentClass: string;
  /** What trained networks, and its version and threads where it is the default; null: plain arithmetic. */
  readonly engine: string | null;
  readonly runtime: string | null;
  readonly codeHash: string;
  /** SHA-256 of the data files that the system read. */
  readonly data: Readonly<Record<string, string>>;
  readonly environment?: Environment;
  /** Worker threads. */
  readonly jobs?: number;
  readonly shards?: readonly ShardMaker[];
  readonly workers?: readonly WorkerMaker[];
  readonly finishedAt: string;
  readonly cells: number;
  /** Summed over the cells. */
  readonly seconds: number;
  readonly generationsPerSecond: number | null;
}

/**
 * Reads `run.json`, of any version so far; it says how a record was made and decides nothing, so its fields are not looked at.
 *
 * @throws BadInput if it is no JSON object, or of a newer version
 */
export function parseRunInfo(text: string, shown: string): Partial<RunInfo> {
  const info = upgraded(STEPS, parseJson(text, shown), shown);
  if (typeof info === 'object' && info !== null && !Array.isArray(info)) return info;
  throw new BadInput({
    file: shown,
    expected: 'an object',
    found: shownJson(info),
    remedy: 'run the scenario again with --fresh',
  });
}

/** Version 1 did not always name engine and runtime, which the class of machine ends in. Of the data it read, nothing is known. */
function engineOfClass(file: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { environmentClass: className } = file;
  if ('engine' in file || typeof className !== 'string') return { ...file };
  if (className === PORTABLE) return { ...file, engine: null, runtime: null };
  const trainedBy = className.split(', ').slice(2).join(', ');
  const engine = /^engine (.*)$/.exec(trainedBy)?.[1];
  return { ...file, engine: engine ?? 'onnx', runtime: engine === undefined ? trainedBy : null };
}

/** @param className where the cells were computed; not always the class of this machine */
export function runInfo(
  loaded: LoadedScenario,
  cells: readonly CellResult[],
  {
    code,
    key,
    className,
    resultHash,
    makers,
  }: { code: string; key: string; className: string; resultHash: string; makers: Makers },
): RunInfo {
  return {
    formatVersion: RUN_FORMAT,
    scenario: loaded.id,
    scenarioHash: loaded.hash,
    resumeKey: key,
    resultHash,
    environmentClass: className,
    ...engineOf(loaded),
    codeHash: code,
    data: dataOf(cells),
    ...makers,
    finishedAt: new Date().toISOString(),
    ...cellTotals(loaded, cells),
  };
}

function engineOf({ scenario, engine = 'onnx' }: LoadedScenario): Pick<RunInfo, 'engine' | 'runtime'> {
  const { determinism, runtime } = systemOf(scenario.system.id);
  if (determinism === 'portable') return { engine: null, runtime: null };
  return { engine, runtime: (engine === 'onnx' ? runtime : undefined) ?? null };
}

function dataOf(cells: readonly CellResult[]): Record<string, string> {
  const all = Object.entries(Object.assign({}, ...cells.map(({ data }) => data)) as Record<string, string>);
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function cellTotals(loaded: LoadedScenario, cells: readonly CellResult[]) {
  const seconds = secondsOf(cells);
  const generations = loaded.observed[loaded.observed.length - 1] * cells.length;
  return { cells: cells.length, seconds, generationsPerSecond: seconds > 0 ? generations / seconds : null };
}

/** Which worker of a queue did what; cells of no worker are of a run on this machine before. */
export function workersOf(cells: readonly CellResult[], here: Pick<CellWorker, 'environment' | 'jobs'>): WorkerMaker[] {
  const local: CellWorker = { name: 'none, a run on one machine', finishedAt: new Date().toISOString(), ...here };
  const parts = new Map<string, CellResult[]>();
  for (const cell of cells) {
    const { name } = cell.worker ?? local;
    const part = parts.get(name);
    if (part === undefined) parts.set(name, [cell]);
    else part.push(cell);
  }
  return [...parts].map(([worker, mine]) => {
    const last = mine.map((cell) => cell.worker ?? local).reduce((a, b) => (b.finishedAt > a.finishedAt ? b : a));
    const { environment, jobs, finishedAt } = last;
    return { worker, environment, jobs, finishedAt, cells: mine.length, seconds: secondsOf(mine) };
  });
}

export function secondsOf(cells: readonly CellResult[]): number {
  return cells.reduce((sum, cell) => sum + cell.seconds, 0);
}
