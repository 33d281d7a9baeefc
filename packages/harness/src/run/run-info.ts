import { systemOf } from '../catalog.js';
import type { LoadedScenario } from '../scenario/load.js';
import type { CellResult } from './cell.js';
import type { Environment } from './environment.js';

export const RUN_FORMAT = 1;

/** Who computed cells: one process, or the shards that were merged. */
export type Makers = { readonly environment: Environment; readonly jobs: number } | { readonly shards: readonly ShardMaker[] };

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
  readonly finishedAt: string;
  readonly cells: number;
  /** Summed over the cells. */
  readonly seconds: number;
  readonly generationsPerSecond: number | null;
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

export function secondsOf(cells: readonly CellResult[]): number {
  return cells.reduce((sum, cell) => sum + cell.seconds, 0);
}
