import path from 'node:path';
import { pictureFolder, picturesIn } from '../pictures/picture-files.js';
import { short } from '../report/number.js';
import { formatTable } from '../report/table.js';
import type { ScenarioRun } from '../run/record-files.js';
import { runShard } from '../shard/run-shard.js';
import { shardJson, shardText } from '../shard/shard-report.js';
import { type SummaryRow, summarise } from '../verdict/summary.js';
import { type TheoryRow, theoryFailures } from '../verdict/theory.js';
import { displayPath } from '../workspace.js';
import type { Command } from './command.js';
import { queueOption, queueToFill, runSelected } from './run-selected.js';
import { runOptions, selectionOptions, selectScenarios, shardOf } from './selection.js';

export const run: Command = {
  name: 'run',
  usage: 'run [SCENARIO GLOBS...] [options]',
  summary: 'run scenarios and write their records, without comparing',
  options: [...selectionOptions, queueOption],
  run: async (args, context) => {
    const { workspace, io } = context;
    const { scenarios } = selectScenarios(args, context);
    const queue = queueToFill(args);
    const shard = shardOf(args);
    if (shard !== undefined) {
      const parts = await runShard(workspace, scenarios, shard, runOptions(args, context));
      io.out(
        args.flag('json')
          ? `${JSON.stringify(shardJson(shard, scenarios, parts), null, 2)}\n`
          : shardText(shard, scenarios, parts),
      );
      return 0;
    }
    const runs = await runSelected(args, context, scenarios, queue);
    if (args.flag('json')) {
      io.out(`${JSON.stringify({ scenarios: runs.map(jsonOf) }, null, 2)}\n`);
      return 0;
    }
    for (const each of runs) {
      const record = `  record: ${displayPath(workspace, path.join(each.folder, 'result.json'))}\n`;
      const pictures = picturesIn(each.folder).map((name) => displayPath(workspace, path.join(pictureFolder(each.folder), name)));
      io.out(`${scenarioText(each)}${record}${pictures.map((file) => `  picture: ${file}\n`).join('')}\n`);
    }
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

/** Most generations a summary has columns for. */
const COLUMNS = 6;

/** What one scenario found: each metric over its generations, and theory beside it. All rows are in the record. */
function scenarioText({ loaded, result, reused, seconds }: ScenarioRun): string {
  const note = reused ? 'reused: same scenario, code and data' : `${short(seconds, 3)} s of computing`;
  const head = `${loaded.id}: ${loaded.scenario.title}\n  ${result.replicates.length} replicates, seed ${result.seed}; ${note}\n\n`;
  const rows = summarise(result);
  const shown = spread(result.generations, COLUMNS);
  const table = formatTable(loaded.scenario.metrics, [
    { title: '  mean (standard error)', align: 'left', cell: (metric) => `  ${metric}` },
    ...shown.map((generation) => ({
      title: `generation ${generation}`,
      align: 'right' as const,
      cell: (metric: string) => meanText(rows.find((row) => row.metric === metric && row.generation === generation)!),
    })),
  ]);
  return `${head}${table}\n${theoryText(loaded.id, result.theory)}`;
}

function meanText({ mean, standardError, note }: SummaryRow): string {
  if (mean === null) return note;
  return standardError === null ? short(mean) : `${short(mean)} (${short(standardError, 2)})`;
}

/** At most `count` items, the first and the last among them. */
function spread<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, i) => items[Math.round((i * (items.length - 1)) / (count - 1))]);
}

/** One line an oracle: its row furthest from the prediction, and whether all its rows hold. */
function theoryText(scenario: string, theory: ScenarioRun['result']['theory']): string {
  if (theory.length === 0) return '';
  const broken = new Set(theoryFailures(theory.map((row) => ({ scenario, row }))).map(({ row }) => row));
  const groups = new Map<string, TheoryRow[]>();
  for (const row of theory) {
    const key = `${row.oracle} ${row.kind}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const lines = [...groups.values()].map((rows) => ({
    rows,
    worst: rows.reduce((a, b) => (Math.abs(b.z ?? 0) > Math.abs(a.z ?? 0) ? b : a)),
  }));
  const table = formatTable(lines, [
    { title: '  oracle', align: 'left', cell: ({ worst }) => `  ${worst.oracle}` },
    { title: 'kind', align: 'left', cell: ({ worst }) => worst.kind },
    { title: 'of', align: 'left', cell: ({ worst }) => `${worst.statistic} of ${worst.metric}` },
    { title: 'rows', align: 'right', cell: ({ rows }) => String(rows.length) },
    { title: 'largest |z| at', align: 'right', cell: ({ worst }) => `generation ${worst.generation}` },
    { title: 'predicted', align: 'right', cell: ({ worst }) => short(worst.prediction) },
    { title: 'measured', align: 'right', cell: ({ worst }) => short(worst.measured) },
    { title: 'z', align: 'right', cell: ({ worst }) => (worst.z === null ? '' : worst.z.toFixed(2)) },
    { title: '', align: 'left', cell: ({ rows }) => (rows.some((row) => broken.has(row)) ? 'does not hold' : '') },
  ]);
  return `${table}\n`;
}
