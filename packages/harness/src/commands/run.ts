import { short } from '../report/number.js';
import { formatTable } from '../report/table.js';
import { runScenarios, type ScenarioRun } from '../run/run-scenarios.js';
import { summarise } from '../verdict/summary.js';
import { theoryFailures } from '../verdict/theory.js';
import { displayPath } from '../workspace.js';
import type { Command } from './command.js';
import { runOptions, selectionOptions, selectScenarios } from './selection.js';

export const run: Command = {
  name: 'run',
  usage: 'run [SCENARIO GLOBS...] [options]',
  summary: 'run scenarios and write their records, without comparing',
  options: selectionOptions,
  run: async (args, context) => {
    const { workspace, io } = context;
    const { scenarios } = selectScenarios(args, context);
    const runs = await runScenarios(workspace, scenarios, runOptions(args, context));
    if (args.flag('json')) {
      io.out(`${JSON.stringify({ scenarios: runs.map(jsonOf) }, null, 2)}\n`);
      return 0;
    }
    for (const each of runs) io.out(`${scenarioText(each)}  record: ${displayPath(workspace, each.folder)}/result.json\n\n`);
    return 0;
  },
};

function jsonOf({ loaded, result, folder, reused, seconds }: ScenarioRun) {
  return {
    scenario: loaded.id,
    scenarioHash: result.scenarioHash,
    seed: result.seed,
    replicates: result.replicates.length,
    folder,
    reused,
    seconds,
    summary: summarise(result),
    theory: result.theory,
  };
}

/** What one scenario found: each metric over its generations, and theory beside it. */
function scenarioText({ loaded, result, reused, seconds }: ScenarioRun): string {
  const note = reused ? 'reused: same scenario, code and data' : `${short(seconds, 3)} s of computing`;
  const head = `${loaded.id}: ${loaded.scenario.title}\n  ${result.replicates.length} replicates, seed ${result.seed}; ${note}\n\n`;
  const table = formatTable(summarise(result), [
    { title: '  metric', align: 'left', cell: (row) => `  ${row.metric}` },
    { title: 'generation', align: 'right', cell: (row) => String(row.generation) },
    { title: 'mean', align: 'right', cell: (row) => (row.mean === null ? row.note : short(row.mean)) },
    { title: 'std. error', align: 'right', cell: (row) => (row.standardError === null ? '' : short(row.standardError, 2)) },
    { title: 'median', align: 'right', cell: (row) => (row.median === null ? '' : short(row.median)) },
  ]);
  return `${head}${table}\n${theoryText(loaded.id, result.theory)}`;
}

function theoryText(scenario: string, theory: ScenarioRun['result']['theory']): string {
  if (theory.length === 0) return '';
  const broken = new Set(theoryFailures(theory.map((row) => ({ scenario, row }))).map(({ row }) => row));
  const table = formatTable(theory, [
    { title: '  oracle', align: 'left', cell: (row) => `  ${row.oracle}` },
    { title: 'kind', align: 'left', cell: (row) => row.kind },
    { title: 'of', align: 'left', cell: (row) => `${row.statistic} of ${row.metric}` },
    { title: 'generation', align: 'right', cell: (row) => String(row.generation) },
    { title: 'predicted', align: 'right', cell: (row) => short(row.prediction) },
    { title: 'measured', align: 'right', cell: (row) => short(row.measured) },
    { title: 'z', align: 'right', cell: (row) => (row.z === null ? '' : row.z.toFixed(2)) },
    { title: '', align: 'left', cell: (row) => (broken.has(row) ? 'does not hold' : '') },
  ]);
  return `${table}\n`;
}
