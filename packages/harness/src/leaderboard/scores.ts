import { exp, ln, median } from '@collapse-bench/core';
import { systemOf } from '../catalog.js';
import { type Interval, percentileInterval } from '../profile/interval.js';
import { type GridCell, type GridSystem, gridResamples } from '../profile/mitigation-grid.js';
import { type Resamples, resampledMedians } from '../profile/resamples.js';
import type { Result } from '../record/result.js';
import type { LoadedScenario } from '../scenario/load.js';

/** A scenario of the grid with its accepted result, or why there is none. */
export interface BoardEntry {
  readonly system: string;
  readonly mitigation: string;
  readonly loaded: LoadedScenario;
  readonly scenario: LoadedScenario['scenario'];
  readonly result: Result | undefined;
  readonly reason?: string;
}

/** One mitigation's score in one system. */
export interface Score {
  readonly entry: BoardEntry & { readonly result: Result };
  readonly cell: GridCell;
  readonly value: Interval;
  /** ln(typical value / typical value under replace), its sign turned where higher is better: less is better. */
  readonly difference: Interval;
  /** The difference in each resample; the same resamples for all mitigations of a system. */
  readonly resampled: Float64Array;
}

/** Scores of a system's mitigations against `replace`, or why one has none. Pairs of replicates are resampled together. */
export function scoresOf(
  described: GridSystem,
  cells: readonly GridCell[],
  entries: readonly BoardEntry[],
): { scores: Score[]; without: { system: string; mitigation: string; reason: string }[] } {
  const { system, metric, generation, direction, replicates, seed } = described;
  const drawn = gridResamples(system, 'risk', seed)(replicates);
  const found = (mitigation: string) => entries.find((entry) => entry.mitigation === mitigation)!.result!;
  const replaced = found('replace');
  const log = systemOf(entries[0].scenario.system.id).aspects!.risk!.log === true;
  const sign = direction === 'lower-is-better' ? 1 : -1;
  const scale = (value: number) => (log ? value : ln(value));
  const typical = (result: Result, resamples: Resamples) => {
    const row = result.values[metric][result.generations.indexOf(generation)];
    const values = replaced.replicates.map((replicate) => row[result.replicates.indexOf(replicate)] as number);
    return { typical: median(Float64Array.from(values)), resampled: resampledMedians(values, resamples) };
  };
  let before: ReturnType<typeof typical> | undefined;

  const scores: Score[] = [];
  const without: { system: string; mitigation: string; reason: string }[] = [];
  for (const cell of cells) {
    const { mitigation } = cell;
    const fail = (reason: string) => without.push({ system, mitigation, reason });
    if (drawn === undefined || cell.replicates < replicates) {
      fail(`${cell.replicates} of the ${replicates} replicates of \`replace\``);
      continue;
    }
    const result = found(mitigation);
    const after = typical(result, drawn);
    before ??= typical(replaced, drawn);
    const difference = (to: number, from: number) => sign * (scale(to) - scale(from));
    const { typical: replacedTypical, resampled: from } = before;
    const resampled = after.resampled.map((to, b) => difference(to, from[b]));
    const interval = percentileInterval(difference(after.typical, replacedTypical), resampled);
    const value = percentileInterval(after.typical, after.resampled);
    if (interval === undefined || value === undefined) {
      fail(`no log-ratio: the typical ${metric} is 0 or less, or next to it`);
      continue;
    }
    const entry = entries.find((candidate) => candidate.mitigation === mitigation)!;
    scores.push({ entry: { ...entry, result }, cell, value, difference: interval, resampled });
  }
  return { scores, without };
}

/** A difference of logarithms as the ratio that it is of. */
export function asRatio({ estimate, low, high }: Interval): Interval {
  return { estimate: exp(estimate), low: exp(low), high: exp(high) };
}
