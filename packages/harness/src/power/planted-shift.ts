import { systemOf } from '../catalog.js';
import type { Result } from '../record/result.js';
import type { LoadedScenario } from '../scenario/load.js';
import { type Comparison, compare, verdictsOf } from '../verdict/compare.js';
import { absoluteMargin } from '../verdict/equivalence.js';

/** One metric of one scenario at one generation: where a shift is planted. */
export interface Place {
  readonly scenario: string;
  readonly metric: string;
  readonly generation: number;
}

/** A run and what it is held against. */
export interface Pair {
  readonly loaded: LoadedScenario;
  readonly result: Result;
  readonly baseline: Result;
}

/** Every metric of every scenario at every generation that is observed. */
export function placesOf(scenarios: readonly LoadedScenario[]): Place[] {
  return scenarios.flatMap(({ id, scenario, observed }) =>
    scenario.metrics.flatMap((metric) => observed.map((generation) => ({ scenario: id, metric, generation }))),
  );
}

/** All numbers of one metric at one generation of a run, moved by so many of the metric's margins. */
export function shifted({ loaded, result, baseline }: Pair, { metric, generation }: Place, margins: number): Result {
  const i = result.generations.indexOf(generation);
  const { margin } = systemOf(loaded.scenario.system.id).metrics.find(({ id }) => id === metric)!;
  const shift = margins * absoluteMargin(margin, baseline.values[metric][i] as number[]);
  const row = (result.values[metric][i] as number[]).map((value) => value + shift);
  return { ...result, values: { ...result.values, [metric]: result.values[metric].with(i, row) } };
}

/** The pairs, each held against the other as results of two classes of machine are. */
export function comparisonsOf(pairs: readonly Pair[]): Comparison[] {
  return pairs.map(({ loaded, result, baseline }) => compare(loaded, result, baseline, false));
}

/**
 * Whether a run with this shift is called different, all pairs being looked at together.
 *
 * @param comparisons of the pairs as they are
 * @param at which of the pairs
 */
export function flagsShift(
  pairs: readonly Pair[],
  comparisons: readonly Comparison[],
  at: number,
  place: Place,
  margins: number,
): boolean {
  const { loaded, baseline } = pairs[at];
  // The other metrics' tests would come out as they did.
  const only = (each: Result): Result => ({ ...each, values: { [place.metric]: each.values[place.metric] } });
  const anew = compare(loaded, only(shifted(pairs[at], place, margins)), only(baseline), false);
  if (anew.kind !== 'tested') return anew.kind === 'different';
  const before = comparisons[at];
  const others = before.kind === 'tested' ? before.tests.filter(({ metric }) => metric !== place.metric) : [];
  return verdictsOf(comparisons.with(at, { ...anew, tests: [...others, ...anew.tests] }))[at].kind === 'different';
}
