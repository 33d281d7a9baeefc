import { baselineOf, readBaseline, writeBaseline } from '../baseline.js';
import { BadInput } from '../errors.js';
import { formatResult, type Result } from '../record/result.js';
import { short } from '../report/number.js';
import { runScenarios } from '../run/run-scenarios.js';
import { recordDurations } from '../shard/durations.js';
import { type SummaryRow, summarise } from '../verdict/summary.js';
import type { Command, Context } from './command.js';
import { runOptions, selectionOptions, selectScenarios } from './selection.js';

export const accept: Command = {
  name: 'accept',
  usage: 'accept [SCENARIO GLOBS...] [options]',
  summary: 'make the present results the baselines, printing each shift',
  options: selectionOptions.filter(({ name }) => !['seed', 'replicates', 'shard'].includes(name)),
  run: async (args, context) => {
    const { workspace, io } = context;
    const { scenarios } = selectScenarios(args, context);
    const runs = await runScenarios(workspace, scenarios, runOptions(args, context));
    const spent = runs.map(({ loaded, result, seconds }) => [loaded.id, seconds / result.replicates.length] as const);
    recordDurations(workspace, Object.fromEntries(spent));
    const changes = runs.map(({ loaded, result }) => ({ scenario: loaded.id, ...acceptance(context, result) }));
    if (args.flag('json')) {
      io.out(`${JSON.stringify({ accepted: changes }, null, 2)}\n`);
      return 0;
    }
    for (const { scenario, change, shifts } of changes) {
      io.out(`${scenario}: ${change}\n`);
      for (const { metric, generation, before, after } of shifts) {
        io.out(`  ${metric} at generation ${generation}: mean ${before} -> ${after}\n`);
      }
    }
    return 0;
  },
};

interface Shift {
  readonly metric: string;
  readonly generation: number;
  readonly before: string;
  readonly after: string;
}

function acceptance({ workspace }: Context, result: Result): { change: string; shifts: Shift[] } {
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
  return { change: `new baseline (${reason})`, shifts: shiftsBetween(before, result) };
}

function shiftsBetween(before: Result, after: Result): Shift[] {
  const old = summarise(before);
  return summarise(after).flatMap((row) => {
    const match = old.find(({ metric, generation }) => metric === row.metric && generation === row.generation);
    const from = match === undefined ? 'nothing' : words(match);
    const to = words(row);
    return from === to ? [] : [{ metric: row.metric, generation: row.generation, before: from, after: to }];
  });
}

function words({ mean, standardError, note }: SummaryRow): string {
  if (mean === null) return note;
  return standardError === null ? short(mean, 6) : `${short(mean, 6)} (se ${short(standardError, 2)})`;
}
