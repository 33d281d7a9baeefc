import { mitigations, systems } from '../catalog.js';
import { BadInput } from '../errors.js';
import { nearNames } from '../near-names.js';
import { formatTable } from '../report/table.js';
import { loadScenario, scenarioIds } from '../scenario/load.js';
import { loadSuite, suiteNames, suiteScenarios } from '../scenario/suite.js';
import type { Workspace } from '../workspace.js';
import type { Command } from './command.js';

type Row = Readonly<Record<string, string>>;

const kinds: Readonly<Record<string, (workspace: Workspace) => Row[]>> = {
  scenarios: (workspace) =>
    scenarioIds(workspace).map((id) => {
      const { scenario } = loadScenario(workspace, id);
      return { id, mitigation: scenario.mitigation.id, paper: scenario.paper ?? '', title: scenario.title };
    }),
  suites: (workspace) =>
    suiteNames(workspace).map((id) => {
      const suite = loadSuite(workspace, id);
      return { id, scenarios: String(suiteScenarios(workspace, suite).length), title: suite.title };
    }),
  models: () => systems.map(({ id, summary, source, determinism }) => ({ id, summary, source, determinism })),
  mitigations: () => mitigations.map(({ id, summary, source }) => ({ id, summary, source })),
  metrics: () =>
    systems.flatMap((system) =>
      system.metrics.map(({ id, direction, unit, summary }) => ({ model: system.id, id, direction, unit, summary })),
    ),
  oracles: () =>
    systems.flatMap((system) => system.oracles.map(({ id, metric, summary }) => ({ model: system.id, id, metric, summary }))),
};

export const list: Command = {
  name: 'list',
  usage: `list [${Object.keys(kinds).join('|')}] [--json]`,
  summary: 'what there is: scenarios, suites, models, mitigations, metrics, oracles',
  options: [{ name: 'json', help: 'print JSON and nothing else' }],
  run: async (args, { workspace, io }) => {
    const names = Object.keys(kinds);
    const wanted = args.positionals.length === 0 ? names : args.positionals;
    for (const kind of wanted) {
      if (Object.hasOwn(kinds, kind)) continue;
      const found = `"${kind}"${nearNames(kind, names)}`;
      throw new BadInput({ expected: `one of ${names.join(', ')}`, found, remedy: 'choose one of these' });
    }
    const lists = wanted.map((kind) => [kind, kinds[kind](workspace)] as const);
    if (args.flag('json')) io.out(`${JSON.stringify(Object.fromEntries(lists), null, 2)}\n`);
    else for (const [kind, rows] of lists) io.out(`${kind}\n\n${rowsText(rows)}\n`);
    return 0;
  },
};

/** One line an entry, so that it can be searched, and short: the paper's place behind the title, a direction in one word. */
function textRow({ paper, title, direction, unit, summary, ...rest }: Row): Row {
  return {
    ...rest,
    ...(direction !== undefined && { better: direction.replace('-is-better', '') }),
    ...(unit !== undefined && { unit }),
    ...(title !== undefined && { title: paper ? `${title} [${paper}]` : title }),
    ...(summary !== undefined && { summary }),
  };
}

function rowsText(found: readonly Row[]): string {
  if (found.length === 0) return 'none\n';
  const rows = found.map(textRow);
  return formatTable(
    rows,
    Object.keys(rows[0]).map((title) => ({ title, align: 'left' as const, cell: (row: Row) => row[title] })),
  );
}
