import { systemOf } from '../catalog.js';
import { type Result, resultOf } from '../record/result.js';
import { hostOf } from '../run/host.js';
import { readyInstance } from '../run/ready-instance.js';
import type { LoadedScenario } from '../scenario/load.js';
import { verdictsOf } from '../verdict/compare.js';
import { type TheoryRow, theoryFailures, theoryRows } from '../verdict/theory.js';
import { changedCell, type Instance } from './changed-cell.js';
import { comparisonsOf, flagsShift, type Pair, placesOf, shifted } from './planted-shift.js';

/** What the verdicts said of one pair of seeds. */
export interface SeedOutcome {
  /** Whether anything of the unchanged run was called different. */
  readonly different: boolean;
  /** The same where there are but `FEW` replicates, as networks have, whose noise is wider than most margins. */
  readonly differentByFew: boolean;
  /** Whether every scenario of the unchanged run was called equivalent. */
  readonly equivalent: boolean;
  /** Whether theory was said not to hold, of each of the two unchanged runs. */
  readonly refuted: readonly boolean[];
  /** `flagged[p][e]`: whether a shift of `effects[e]` margins at the p-th place made its scenario different. */
  readonly flagged: readonly (readonly boolean[])[];
  /** The same by the joint test of theory; undefined where no exact oracle speaks of the place. */
  readonly flaggedByTheory: readonly (readonly boolean[] | undefined)[];
}

/** Replicates of networks. */
export const FEW = 5;

/** A scenario with its system made ready once: it is the same for every seed. */
export interface Ready {
  readonly loaded: LoadedScenario;
  readonly instance: Instance;
}

export async function readied(scenarios: readonly LoadedScenario[]): Promise<Ready[]> {
  const ready: Ready[] = [];
  for (const loaded of scenarios) {
    const system = systemOf(loaded.scenario.system.id);
    ready.push({ loaded, instance: await readyInstance(loaded, system, hostOf(system.module)) });
  }
  return ready;
}

/**
 * Two runs of the scenarios, by two seeds, the one held against the other as against a baseline of another class of machine: they share
 * nothing, which is harder than a comparison that pairs replicates on their real data. Then a shift of so many margins is
 * planted in the one run, at one place after the other.
 *
 * @param seed of the baseline; the run has the one after it
 * @param effects shifts, in margins; downwards for every second pair of seeds
 */
export async function seedOutcome(ready: readonly Ready[], seed: number, effects: readonly number[]): Promise<SeedOutcome> {
  const baselines = await resultsOf(ready, seed);
  const results = await resultsOf(ready, seed + 1);
  const sign = seed % 4 < 2 ? 1 : -1;
  const pairs = ready.map(({ loaded }, i): Pair => ({ loaded, result: results[i], baseline: baselines[i] }));
  const comparisons = comparisonsOf(pairs);
  const verdicts = verdictsOf(comparisons);
  const theory = pairs.map(({ loaded, result }) => rowsOf(loaded, result));
  const flagged: boolean[][] = [];
  const flaggedByTheory: (boolean[] | undefined)[] = [];
  pairs.forEach((pair, at) => {
    for (const place of placesOf([pair.loaded])) {
      flagged.push(effects.map((effect) => flagsShift(pairs, comparisons, at, place, sign * effect)));
      const spokenOf = ({ row }: Held) =>
        row.kind === 'exact' && row.metric === place.metric && row.generation === place.generation;
      const byTheory = (effect: number) => fails(theory.with(at, rowsOf(pair.loaded, shifted(pair, place, sign * effect))));
      flaggedByTheory.push(theory[at].some(spokenOf) ? effects.map(byTheory) : undefined);
    }
  });
  return {
    different: verdicts.some(({ kind }) => kind === 'different'),
    differentByFew: verdictsOf(comparisonsOf(pairs.map(withFew))).some(({ kind }) => kind === 'different'),
    equivalent: verdicts.every(({ kind }) => kind === 'equivalent'),
    refuted: [fails(pairs.map(({ loaded, baseline }) => rowsOf(loaded, baseline))), fails(theory)],
    flagged,
    flaggedByTheory,
  };
}

/** The results of all scenarios under one seed. They name the scenario's own, as its baseline does. */
async function resultsOf(ready: readonly Ready[], seed: number): Promise<Result[]> {
  const results: Result[] = [];
  for (const { loaded, instance } of ready) {
    const seeded = { ...loaded, scenario: { ...loaded.scenario, seed } };
    const cells = [];
    for (let replicate = 0; replicate < loaded.scenario.replicates; replicate++) {
      cells.push(await changedCell(seeded, instance, replicate));
    }
    results.push(resultOf(loaded, cells));
  }
  return results;
}

interface Held {
  readonly scenario: string;
  readonly row: TheoryRow;
}

function rowsOf(loaded: LoadedScenario, result: Result): Held[] {
  return theoryRows(loaded, result).map((row) => ({ scenario: loaded.id, row }));
}

const fails = (rows: readonly (readonly Held[])[]) => theoryFailures(rows.flat()).length > 0;

function withFew({ loaded, result, baseline }: Pair): Pair {
  const few = (each: Result): Result => ({
    ...each,
    replicates: each.replicates.slice(0, FEW),
    absorbedAt: each.absorbedAt.slice(0, FEW),
    values: Object.fromEntries(Object.entries(each.values).map(([id, rows]) => [id, rows.map((row) => row.slice(0, FEW))])),
  });
  return { loaded, result: few(result), baseline: few(baseline) };
}
