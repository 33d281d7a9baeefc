import { type EquivalenceMargin, pairedEquivalence } from '@collapse-bench/core';
import { systemOf } from '../catalog.js';
import type { Recorded, Result } from '../record/result.js';
import type { LoadedScenario } from '../scenario/load.js';

/** Where two results differ first. */
export interface Divergence {
  readonly metric: string;
  readonly generation: number;
  readonly replicate: number;
  readonly baseline: string;
  readonly measured: string;
}

/** The six verdicts, exhaustive. Whatever cannot be compared is never a pass. */
export type Verdict =
  | { readonly kind: 'exact'; readonly cells: number }
  | { readonly kind: 'equivalent'; readonly detail: string }
  | { readonly kind: 'inconclusive'; readonly detail: string }
  | { readonly kind: 'different'; readonly detail: string; readonly first: Divergence }
  | { readonly kind: 'incomparable'; readonly detail: string; readonly remedy: string }
  | { readonly kind: 'missing'; readonly detail: string; readonly remedy: string };

/** One-sided level of the equivalence tests. */
const ALPHA = 0.05;

/**
 * Holds a result against its baseline over their common replicates.
 *
 * @param sameClass whether both were computed in one environment class; portable systems always are
 */
export function compareResults(loaded: LoadedScenario, result: Result, baseline: Result, sameClass: boolean): Verdict {
  if (baseline.scenarioHash !== result.scenarioHash) {
    const seeds =
      baseline.seed === result.seed ? 'the scenario has changed since' : `its seed is ${baseline.seed}, not ${result.seed}`;
    const remedy = `review the change, then \`pnpm collapse accept ${loaded.id}\`; or run it as the baseline was`;
    return { kind: 'incomparable', detail: `the baseline is of another scenario: ${seeds}`, remedy };
  }
  if (!sameShape(result, baseline)) {
    const remedy = `restore it from version control, or make it anew: \`pnpm collapse accept ${loaded.id}\``;
    return { kind: 'incomparable', detail: 'the baseline holds other metrics or generations than the scenario', remedy };
  }
  const common = result.replicates.filter((replicate) => baseline.replicates.includes(replicate));
  if (common.length === 0) {
    return { kind: 'incomparable', detail: 'no replicate in common with the baseline', remedy: 'run the same replicates' };
  }
  const first = firstDivergence(result, baseline, common);
  if (first === undefined) return { kind: 'exact', cells: common.length };
  if (sameClass) return { kind: 'different', detail: describe(first), first };
  return equivalence(loaded, result, baseline, common, first);
}

/** One scenario hash means one list of metrics and generations, unless the file was edited. */
function sameShape(result: Result, baseline: Result): boolean {
  const shape = ({ seed, generations, values, realSamplesUsed }: Result) =>
    JSON.stringify([seed, generations, Object.keys(values).sort(), realSamplesUsed.length]);
  return shape(result) === shape(baseline);
}

export function describe({ metric, generation, replicate, baseline, measured }: Divergence): string {
  return `${metric} at generation ${generation}, replicate ${replicate}: baseline ${baseline}, now ${measured}`;
}

/** The first cell, then generation, then metric at which the two differ. */
function firstDivergence(result: Result, baseline: Result, replicates: readonly number[]): Divergence | undefined {
  for (const replicate of replicates) {
    const here = result.replicates.indexOf(replicate);
    const there = baseline.replicates.indexOf(replicate);
    const a = result.absorbedAt[here];
    const b = baseline.absorbedAt[there];
    for (let i = 0; i < result.generations.length; i++) {
      for (const [metric, rows] of Object.entries(result.values)) {
        const measured = rows[i][here];
        const expected = baseline.values[metric][i][there];
        if (!same(measured, expected)) {
          const generation = result.generations[i];
          return { metric, generation, replicate, baseline: words(expected), measured: words(measured) };
        }
      }
    }
    if (a !== b) {
      const generation = Math.min(a ?? Number.POSITIVE_INFINITY, b ?? Number.POSITIVE_INFINITY);
      return { metric: 'absorption', generation, replicate, baseline: words(b), measured: words(a) };
    }
  }
  const i = result.realSamplesUsed.findIndex((price, g) => price !== baseline.realSamplesUsed[g]);
  if (i === -1) return undefined;
  const [measured, expected] = [result, baseline].map(({ realSamplesUsed }) => String(realSamplesUsed[i]));
  return { metric: 'realSamplesUsed', generation: result.generations[i], replicate: replicates[0], baseline: expected, measured };
}

function same(a: Recorded, b: Recorded): boolean {
  if (typeof a === 'number' || typeof b === 'number') return a === b;
  return a.status === b.status && a.reason === b.reason;
}

function words(value: Recorded | null): string {
  if (value === null) return 'none';
  return typeof value === 'number' ? String(value) : `${value.status} (${value.reason})`;
}

/** Paired two one-sided tests for every metric and generation; the worst outcome decides. */
function equivalence(
  loaded: LoadedScenario,
  result: Result,
  baseline: Result,
  replicates: readonly number[],
  first: Divergence,
): Verdict {
  const here = replicates.map((replicate) => result.replicates.indexOf(replicate));
  const there = replicates.map((replicate) => baseline.replicates.indexOf(replicate));
  let undecided: string | undefined;
  for (const metric of systemOf(loaded.scenario.system.id).metrics) {
    const rows = result.values[metric.id];
    if (rows === undefined) continue;
    for (let i = 0; i < rows.length; i++) {
      const generation = result.generations[i];
      const now = here.map((r) => rows[i][r]);
      const before = there.map((r) => baseline.values[metric.id][i][r]);
      const at = `${metric.id} at generation ${generation}`;
      if (![...now, ...before].every((value) => typeof value === 'number')) {
        if (now.some((value, r) => !same(value, before[r]))) undecided ??= `${at} is not a number everywhere`;
        continue;
      }
      const differences = Float64Array.from(now as number[], (value, r) => value - (before[r] as number));
      const margin = absoluteMargin(metric.margin, before as number[]);
      const test = pairedEquivalence(differences, margin, ALPHA);
      const numbers = `mean difference ${test.meanDifference.toPrecision(3)}, margin ${margin.toPrecision(3)}`;
      if (test.verdict === 'different') return { kind: 'different', detail: `${at}: ${numbers}`, first };
      if (test.verdict === 'inconclusive') undecided ??= `${at}: ${numbers}, ${replicates.length} replicates do not decide`;
    }
  }
  if (undecided !== undefined) return { kind: 'inconclusive', detail: undecided };
  return { kind: 'equivalent', detail: `within every metric's margin over ${replicates.length} paired replicates` };
}

export function absoluteMargin(margin: EquivalenceMargin, baseline: readonly number[]): number {
  if (margin.kind === 'absolute') return margin.value;
  return margin.value * (baseline.reduce((sum, value) => sum + Math.abs(value), 0) / baseline.length);
}
