import { systemOf } from '../catalog.js';
import { type Result, resultOf } from '../record/result.js';
import { hostOf } from '../run/host.js';
import { readyInstance } from '../run/ready-instance.js';
import type { LoadedScenario } from '../scenario/load.js';
import { compareResults, type Verdict } from '../verdict/compare.js';
import { changedCell } from './changed-cell.js';
import { type PlantedChange, plantedChanges } from './planted-changes.js';

/** What came of one scenario under one change, or none. */
export interface ExactOutcome {
  readonly scenario: string;
  /** Of a planted change; undefined: nothing was changed. */
  readonly change: string | undefined;
  readonly verdict: Verdict['kind'];
  /** How many replicates it took: those after the first are run only where those before show nothing. */
  readonly replicates: number;
}

/** Generations looked at, from the first on: what a change does later comes on top. */
const GENERATIONS = 3;
/** Replicates looked at, at most. A chain of few states may take the same few steps by other random numbers. */
const MOST_REPLICATES = 5;

/** Runs the first generations unchanged and with every planted change that makes a difference to the scenario, and holds them against its baseline. */
export async function exactRow(loaded: LoadedScenario, baseline: Result): Promise<ExactOutcome[]> {
  const short = { ...loaded, observed: loaded.observed.slice(0, GENERATIONS) };
  const reference = firstOf(baseline, short.observed.length);
  const outcomes = [await outcomeOf(short, reference, undefined, short)];
  for (const change of plantedChanges) {
    const changed = change.random && !replicatesDiffer(reference) ? undefined : change.changed(short);
    if (changed !== undefined) outcomes.push(await outcomeOf(short, reference, change, changed));
  }
  return outcomes;
}

/** The record is of the scenario as it says it is: nobody told it of the mistake. */
async function outcomeOf(
  loaded: LoadedScenario,
  baseline: Result,
  change: PlantedChange | undefined,
  changed: LoadedScenario,
): Promise<ExactOutcome> {
  const system = systemOf(loaded.scenario.system.id);
  const instance = await readyInstance(changed, system, hostOf(system.module));
  const outcome = (verdict: Verdict['kind'], replicates: number) => ({
    scenario: loaded.id,
    change: change?.id,
    verdict,
    replicates,
  });
  const most = change === undefined ? 1 : Math.min(MOST_REPLICATES, baseline.replicates.length);
  for (let i = 0; ; i++) {
    const cell = await changedCell(changed, instance, baseline.replicates[i], change?.change);
    const { kind } = compareResults(loaded, resultOf(loaded, [cell]), baseline, true);
    if (kind !== 'exact' || i + 1 === most) return outcome(kind, i + 1);
  }
}

/** Whether anything differs between replicates after the first generation: chains that all end in one state at once have no chance left in them. */
export function replicatesDiffer({ values }: Result): boolean {
  return Object.values(values).some((rows) =>
    rows.slice(1).some((row) => new Set(row.map((value) => JSON.stringify(value))).size > 1),
  );
}

/** Its first generations. A chain that is absorbed only later is not absorbed yet. */
function firstOf(baseline: Result, count: number): Result {
  const generations = baseline.generations.slice(0, count);
  return {
    ...baseline,
    generations,
    realSamplesUsed: baseline.realSamplesUsed.slice(0, count),
    values: Object.fromEntries(Object.entries(baseline.values).map(([id, rows]) => [id, rows.slice(0, count)])),
    absorbedAt: baseline.absorbedAt.map((at) => (at !== null && at <= generations[count - 1] ? at : null)),
  };
}
