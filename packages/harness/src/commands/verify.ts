import { readBaseline } from '../baseline.js';
import { BadInput } from '../errors.js';
import { reportToGitHub } from '../report/github.js';
import { short } from '../report/number.js';
import { type Column, formatTable } from '../report/table.js';
import type { ScenarioRun } from '../run/record-files.js';
import { checkThroughput, throughputReference } from '../throughput/check.js';
import { type Comparison, compare, type Verdict, verdictsOf } from '../verdict/compare.js';
import { THEORY_ALPHA, type TheoryFailure, theoryFailures } from '../verdict/theory.js';
import { displayPath } from '../workspace.js';
import type { Command, Context } from './command.js';
import { queueOption, queueToFill, runSelected } from './run-selected.js';
import { outFolder, rerunCommand, selectionOptions, selectScenarios, shardOf } from './selection.js';
import { verifyShard } from './verify-shard.js';

/** One scenario of a verified run. */
export interface VerifiedRow {
  readonly run: ScenarioRun;
  readonly verdict: Verdict;
  readonly rerun: string;
}

export const verify: Command = {
  name: 'verify',
  usage: 'verify [SCENARIO GLOBS...] [options]',
  summary: 'run scenarios and hold them against baselines/ and theory',
  options: [...selectionOptions, queueOption, { name: 'strict', help: 'undecided comparisons fail as well (for CI)' }],
  run: async (args, context) => {
    const { workspace, io } = context;
    const { scenarios, suite } = selectScenarios(args, context);
    const queue = queueToFill(args);
    const shard = shardOf(args);
    if (shard !== undefined) return verifyShard(args, context, scenarios, shard);
    const strict = args.flag('strict');
    const out = outFolder(args, workspace);
    const reference = suite?.throughput === true ? throughputReference(workspace) : undefined;
    const runs = await runSelected(args, context, scenarios, queue);
    const verdicts = verdictsOf(runs.map((run) => comparisonOf(run, context)));
    const rows = runs.map((run, i) => ({ run, verdict: verdicts[i], rerun: rerunCommand(run.loaded.id, args) }));
    const theory = runs.flatMap(({ loaded, result }) => result.theory.map((row) => ({ scenario: loaded.id, row })));
    const failures = theoryFailures(theory);
    const failed = rows.filter(({ verdict }) => fails(verdict, strict));
    const throughput = reference === undefined ? undefined : await checkThroughput(workspace, reference, out);
    const code = failed.length > 0 || failures.length > 0 || throughput?.failed === true ? 1 : 0;

    if (args.flag('json')) io.out(`${JSON.stringify({ ...jsonOf(rows, failures, code), throughput }, null, 2)}\n`);
    else {
      io.out(formatTable(rows, verdictColumns(failures)));
      io.out(`\n${detailText(rows, failures, strict)}`);
      if (throughput !== undefined) io.out(throughput.text);
      io.out(`${closingText(rows, theory.length, failures, failed.length)}\n`);
      const reused = runs.filter((run) => run.reused).length;
      if (reused > 0) {
        const where = displayPath(workspace, out);
        io.out(
          `${reused} of ${runs.length} results were reused from ${where} (same scenario, code and data); --fresh runs them again.\n`,
        );
      }
    }
    await reportToGitHub(rows, failures, { workspace, strict, annotate: !args.flag('json') });
    return code;
  },
};

/** The verdict on a scenario alone. */
export function verdictOf(run: ScenarioRun, context: Context): Verdict {
  return verdictsOf([comparisonOf(run, context)])[0];
}

function comparisonOf({ loaded, result }: ScenarioRun, { workspace }: Context): Comparison {
  try {
    const baseline = readBaseline(workspace, loaded.id);
    if (baseline === undefined) {
      const remedy = `review the result, then \`pnpm collapse accept ${loaded.id}\``;
      return { kind: 'missing', detail: 'no baseline', remedy };
    }
    return compare(loaded, result, baseline, result.environmentClass === baseline.environmentClass);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return { kind: 'missing', detail: `unreadable baseline: ${error.message}`, remedy: 'restore it from version control' };
  }
}

/** Whether a verdict makes the command fail. */
export function fails(verdict: Verdict, strict: boolean): boolean {
  if (verdict.kind === 'exact' || verdict.kind === 'equivalent') return false;
  return verdict.kind !== 'inconclusive' || strict;
}

export function verdictColumns(failures: readonly TheoryFailure[]): Column<VerifiedRow>[] {
  return [
    { title: 'scenario', align: 'left', cell: ({ run }) => run.loaded.id },
    { title: 'replicates', align: 'right', cell: ({ run }) => String(run.result.replicates.length) },
    { title: 'verdict', align: 'left', cell: verdictCell },
    { title: 'theory', align: 'left', cell: ({ run }) => theoryCell(run, failures) },
    { title: 'seconds', align: 'right', cell: ({ run }) => (run.reused ? 'reused' : run.seconds.toFixed(2)) },
  ];
}

/** A baseline with fewer replicates than the run vouches for those alone. */
function verdictCell({ run, verdict }: VerifiedRow): string {
  const all = run.result.replicates.length;
  return verdict.kind === 'exact' && verdict.cells < all ? `exact (${verdict.cells} of ${all})` : verdict.kind;
}

function theoryCell({ loaded, result }: ScenarioRun, failures: readonly TheoryFailure[]): string {
  const broken = failures.filter(({ scenario }) => scenario === loaded.id).length;
  if (broken > 0) return `${broken} of ${result.theory.length} rows do not hold`;
  const exact = result.theory.filter(({ kind }) => kind === 'exact');
  const bounds = result.theory.filter(({ kind }) => kind.endsWith('bound'));
  const parts: string[] = [];
  if (exact.length > 0) {
    const worst = Math.max(...exact.map(({ z }) => Math.abs(z ?? 0)));
    parts.push(`${exact.length} exact, max |z| ${worst.toFixed(1)}`);
  }
  if (bounds.length > 0) parts.push(`${bounds.length} bounds`);
  return parts.join('; ');
}

/** One paragraph for each row that is not a pass. */
export function detailText(rows: readonly VerifiedRow[], failures: readonly TheoryFailure[], strict: boolean): string {
  let text = '';
  for (const { run, verdict, rerun } of rows) {
    if (verdict.kind === 'exact' || verdict.kind === 'equivalent') continue;
    const word = fails(verdict, strict) ? verdict.kind.toUpperCase() : verdict.kind;
    text += `${word} ${run.loaded.id}: ${verdict.detail}\n`;
    text += 'remedy' in verdict ? `  ${verdict.remedy}\n\n` : `  run it again: ${rerun}\n\n`;
  }
  for (const { scenario, row, adjustedP } of failures) {
    const p = adjustedP === undefined ? '' : `, Holm-adjusted p ${short(adjustedP, 2)}`;
    const statement = `${row.oracle} (${row.kind}) predicts ${row.statistic} of ${row.metric} at generation ${row.generation}`;
    text += `THEORY ${scenario}: ${statement} = ${short(row.prediction, 6)}, measured ${short(row.measured, 6)}`;
    text += ` (z ${row.z === null ? 'undefined' : row.z.toFixed(1)}${p})\n\n`;
  }
  return text;
}

function closingText(rows: readonly VerifiedRow[], theory: number, failures: readonly TheoryFailure[], failed: number): string {
  const kinds = new Map<string, number>();
  for (const { verdict } of rows) kinds.set(verdict.kind, (kinds.get(verdict.kind) ?? 0) + 1);
  const counts = [...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ');
  const theoryWords =
    failures.length > 0
      ? `${failures.length} of ${theory} theory rows do not hold`
      : `all ${theory} theory rows hold (exact ones tested together, Holm at ${100 * THEORY_ALPHA}%)`;
  const head = failed === 0 && failures.length === 0 ? 'Reproduced' : 'NOT reproduced';
  return `${head}: ${counts}; ${theoryWords}.`;
}

function jsonOf(rows: readonly VerifiedRow[], failures: readonly TheoryFailure[], code: number) {
  return {
    reproduced: code === 0,
    scenarios: rows.map(({ run, verdict, rerun }) => ({
      scenario: run.loaded.id,
      replicates: run.result.replicates.length,
      verdict,
      theory: run.result.theory.length,
      seconds: run.seconds,
      reused: run.reused,
      folder: run.folder,
      rerun,
    })),
    theoryFailures: failures,
  };
}
