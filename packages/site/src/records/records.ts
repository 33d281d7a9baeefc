import {
  findRecord,
  type Leaderboard,
  type LoadedScenario,
  type Result,
  readLeaderboard,
  scenarioIds,
  type TheoryRow,
  theoryRows,
  type Workspace,
} from '@collapse-bench/harness';
import { type Summary, summaryOf } from './summary.js';

/** A scenario with what is known of it. */
export interface ScenarioRecord {
  readonly loaded: LoadedScenario;
  /** The accepted result; undefined: there is none yet, and `reason` says what to type. */
  readonly result: Result | undefined;
  readonly reason: string | undefined;
  readonly summaries: readonly Summary[];
  readonly theory: readonly TheoryRow[];
}

/** All that the pages are made of. */
export interface Records {
  readonly board: Leaderboard;
  /** By id, sorted. */
  readonly scenarios: ReadonlyMap<string, ScenarioRecord>;
}

/**
 * Reads the leaderboard, the scenarios and their accepted results.
 *
 * @throws BadInput when a file is there and cannot be read, naming the file
 */
export function readRecords(workspace: Workspace): Records {
  return {
    board: readLeaderboard(workspace),
    scenarios: new Map(scenarioIds(workspace).map((id) => [id, scenarioRecord(workspace, id)])),
  };
}

function scenarioRecord(workspace: Workspace, id: string): ScenarioRecord {
  const found = findRecord(workspace, id, undefined);
  const { loaded, result } = found;
  if (result === undefined) return { loaded, result, reason: found.reason, summaries: [], theory: [] };
  const summaries = loaded.scenario.metrics.flatMap((metric) =>
    result.generations.flatMap((generation, i) => summaryOf(metric, generation, result.values[metric][i]) ?? []),
  );
  return { loaded, result, reason: undefined, summaries, theory: theoryRows(loaded, result) };
}
