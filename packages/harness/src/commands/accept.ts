import { baselineOf, readBaseline, writeBaseline } from '../baseline.js';
import { systemOf } from '../catalog.js';
import { BadInput } from '../errors.js';
import { formatResult, type Recorded, type Result } from '../record/result.js';
import { short } from '../report/number.js';
import type { ScenarioRun } from '../run/record-files.js';
import { runScenarios } from '../run/run-scenarios.js';
import type { LoadedScenario } from '../scenario/load.js';
import { recordDurations } from '../shard/durations.js';
import { absoluteMargin } from '../verdict/equivalence.js';
import { type SummaryRow, summarise } from '../verdict/summary.js';
import type { Command, Context } from './command.js';
import { dirtyOption, refuseDirtyTree } from './dirty-tree.js';
import { runOptions, selectionOptions, selectScenarios } from './selection.js';

export const accept: Command = {
  name: 'accept',
  usage: 'accept [SCENARIO GLOBS...] [options]',
  summary: 'make the present results the baselines, printing each shift',
  options: [...selectionOptions.filter(({ name }) => !['seed', 'replicates', 'shard'].includes(name)), dirtyOption],
  run: async (args, context) => {
    const { workspace, io } = context;
    const { scenarios } = selectScenarios(args, context);
    refuseDirtyTree(args, workspace);
    const runs = await runScenarios(workspace, scenarios, runOptions(args, context));
    const spent = runs.map(({ loaded, result, seconds }) => [loaded.id, seconds / result.replicates.length] as const);
    recordDurations(workspace, Object.fromEntries(spent));
    const changes = runs.map((run) => ({ scenario: run.loaded.id, ...acceptance(context, run) }));
    if (args.flag('json')) {
      io.out(`${JSON.stringify({ accepted: changes }, null, 2)}\n`);
      return 0;
    }
    for (const { scenario, change, values, shifts } of changes) {
      io.out(`${scenario}: ${change}${values === undefined ? '' : `; ${valuesText(values)}`}\n`);
      for (const shift of shifts) io.out(`  ${shiftText(shift)}\n`);
    }
    return 0;
  },
};

interface Shift {
  readonly metric: string;
  readonly generation: number;
  readonly before: string;
  readonly after: string;
  /** Of the means; null where one is no number. */
  readonly by: number | null;
  /** The same in margins within which two values of the metric count as equal. */
  readonly margins: number | null;
}

interface Values {
  readonly differ: number;
  readonly compared: number;
}

interface Acceptance {
  readonly change: string;
  /** Single values, of replicates, metrics and generations that both baselines have. */
  readonly values?: Values;
  readonly shifts: readonly Shift[];
}

function valuesText({ differ, compared }: Values): string {
  return compared === 0 ? 'no value can be compared' : `${differ} of ${compared} values differ`;
}

function shiftText({ metric, generation, before, after, by, margins }: Shift): string {
  const size = by === null ? '' : `, by ${by > 0 ? '+' : ''}${short(by, 3)}`;
  const relative = margins === null ? '' : ` (${short(margins, 2)} margins)`;
  return `${metric} at generation ${generation}: mean ${before} -> ${after}${size}${relative}`;
}

function acceptance({ workspace }: Context, { loaded, result }: ScenarioRun): Acceptance {
  let before: Result | undefined;
  let unreadable: string | undefined;
  try {
    before = readBaseline(workspace, result.scenario);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    unreadable = error.message;
  }
  if (before !== undefined && formatResult(before) === formatResult(baselineOf(result)))
    return { change: 'unchanged', shifts: [] };
  writeBaseline(workspace, result);
  if (unreadable !== undefined) return { change: `replaced an unreadable baseline (${unreadable})`, shifts: [] };
  if (before === undefined) return { change: 'first baseline', shifts: [] };
  const reason = before.scenarioHash === result.scenarioHash ? 'same scenario, other numbers' : 'the scenario changed';
  return {
    change: `new baseline (${reason})`,
    values: valuesBetween(before, result),
    shifts: shiftsBetween(loaded, before, result),
  };
}

function valuesBetween(before: Result, after: Result): Values {
  let differ = 0;
  let compared = 0;
  for (const [metric, rows] of Object.entries(after.values)) {
    rows.forEach((row, i) => {
      const old = before.values[metric]?.[before.generations.indexOf(after.generations[i])];
      after.replicates.forEach((replicate, r) => {
        const then = old?.[before.replicates.indexOf(replicate)];
        if (then === undefined) return;
        compared++;
        if (JSON.stringify(then) !== JSON.stringify(row[r])) differ++;
      });
    });
  }
  return { differ, compared };
}

function shiftsBetween({ scenario }: LoadedScenario, before: Result, after: Result): Shift[] {
  const old = summarise(before);
  const { metrics } = systemOf(scenario.system.id);
  return summarise(after).flatMap((row) => {
    const { metric, generation } = row;
    const match = old.find((other) => other.metric === metric && other.generation === generation);
    const from = match === undefined ? 'nothing' : words(match);
    const to = words(row);
    if (from === to) return [];
    const by = row.mean === null || match === undefined || match.mean === null ? null : row.mean - match.mean;
    const numbers = before.values[metric]?.[before.generations.indexOf(generation)]?.filter(isNumber) ?? [];
    const definition = metrics.find(({ id }) => id === metric);
    const margin = by === null || definition === undefined ? 0 : absoluteMargin(definition.margin, numbers);
    return [
      { metric, generation, before: from, after: to, by, margins: by === null || margin === 0 ? null : Math.abs(by) / margin },
    ];
  });
}

const isNumber = (value: Recorded): value is number => typeof value === 'number';

function words({ mean, standardError, note }: SummaryRow): string {
  if (mean === null) return note;
  return standardError === null ? short(mean, 6) : `${short(mean, 6)} (se ${short(standardError, 2)})`;
}
