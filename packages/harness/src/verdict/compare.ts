import { systemOf } from '../catalog.js';
import type { Recorded, Result } from '../record/result.js';
import type { LoadedScenario } from '../scenario/load.js';
import { differentTests, EQUIVALENT_ALPHA, type EquivalenceTest, equivalenceTest } from './equivalence.js';

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

/** Bytes differ and may: what decides are tests, and these together with those of the other scenarios of the run. */
export interface Tested {
  readonly kind: 'tested';
  readonly tests: readonly EquivalenceTest[];
  /** What could not be tested for not being a number everywhere, if anything. */
  readonly untested: string | undefined;
  readonly first: Divergence;
  readonly replicates: number;
}

/** A scenario held against its baseline on its own. */
export type Comparison = Verdict | Tested;

/** The verdict on a scenario that was run alone. */
export function compareResults(loaded: LoadedScenario, result: Result, baseline: Result, sameClass: boolean): Verdict {
  return verdictsOf([compare(loaded, result, baseline, sameClass)])[0];
}

/** The verdicts on all scenarios of a run, whose tests are looked at together. */
export function verdictsOf(comparisons: readonly Comparison[]): Verdict[] {
  const different = differentTests(comparisons.flatMap((each) => (each.kind === 'tested' ? each.tests : [])));
  return comparisons.map((each) => (each.kind === 'tested' ? verdictOn(each, different) : each));
}

/**
 * Holds a result against its baseline over their common replicates.
 *
 * @param sameClass whether both were computed in one environment class; portable systems always are
 */
export function compare(loaded: LoadedScenario, result: Result, baseline: Result, sameClass: boolean): Comparison {
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
  return { kind: 'tested', ...equivalenceTests(loaded, result, baseline, common), first, replicates: common.length };
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

/** A test for every metric and generation at which both are numbers in all replicates. */
function equivalenceTests(
  loaded: LoadedScenario,
  result: Result,
  baseline: Result,
  replicates: readonly number[],
): Pick<Tested, 'tests' | 'untested'> {
  const here = replicates.map((replicate) => result.replicates.indexOf(replicate));
  const there = replicates.map((replicate) => baseline.replicates.indexOf(replicate));
  const tests: EquivalenceTest[] = [];
  let untested: string | undefined;
  for (const metric of systemOf(loaded.scenario.system.id).metrics) {
    const rows = result.values[metric.id];
    if (rows === undefined) continue;
    for (let i = 0; i < rows.length; i++) {
      const generation = result.generations[i];
      const now = here.map((r) => rows[i][r]);
      const before = there.map((r) => baseline.values[metric.id][i][r]);
      if ([...now, ...before].every((value) => typeof value === 'number')) {
        tests.push(equivalenceTest(metric, generation, now as number[], before as number[]));
      } else if (now.some((value, r) => !same(value, before[r]))) {
        untested ??= `${metric.id} at generation ${generation} is not a number everywhere`;
      }
    }
  }
  return { tests, untested };
}

/** The worst outcome decides. */
function verdictOn({ tests, untested, first, replicates }: Tested, different: ReadonlySet<EquivalenceTest>): Verdict {
  const shown = tests.find((test) => different.has(test));
  if (shown !== undefined) return { kind: 'different', detail: numbersOf(shown), first };
  const undecided = tests.find(({ pBeyond }) => pBeyond > EQUIVALENT_ALPHA);
  if (undecided !== undefined) {
    return { kind: 'inconclusive', detail: `${numbersOf(undecided)}, ${replicates} replicates do not decide` };
  }
  if (untested !== undefined) return { kind: 'inconclusive', detail: untested };
  return { kind: 'equivalent', detail: `within every metric's margin over ${replicates} paired replicates` };
}

function numbersOf({ metric, generation, meanDifference, margin }: EquivalenceTest): string {
  const difference = `mean difference ${meanDifference.toPrecision(3)}`;
  return `${metric} at generation ${generation}: ${difference}, margin ${margin.toPrecision(3)}`;
}
