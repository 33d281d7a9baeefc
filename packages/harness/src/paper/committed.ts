import path from 'node:path';
import { type CommittedFile, compact } from '../leaderboard/committed.js';
import { displayPath, type Workspace } from '../workspace.js';
import { paperMarkdown } from './markdown.js';
import type { PaperReport } from './report.js';

/** The report's files below benchmarks/. Equal reports have equal bytes. */
export function paperFiles(workspace: Workspace, report: PaperReport): CommittedFile[] {
  const at = (name: string, text: string) => {
    const file = path.join(workspace.root, 'benchmarks', name);
    return { file, shown: displayPath(workspace, file), text };
  };
  return [at('PAPER.md', paperMarkdown(report)), at('paper.json', paperJson(report))];
}

/** The report as JSON, a line for each reading, series and run, so that a changed one is one changed line. */
export function paperJson({ formatVersion, paper, figures, errata }: PaperReport): string {
  return `{
  "$schema": "schema/paper.schema.json",
  "formatVersion": ${formatVersion},
  "paper": ${compact(paper)},
  "figures": [
${figures.map(entryJson).join(',\n')}
  ],
  "errata": [
${errata.map(entryJson).join(',\n')}
  ]
}
`;
}

/** Arrays of objects get a line for each item; charts one for each series. */
function entryJson(entry: object): string {
  const fields = Object.entries(entry).map(([name, value]) => `      ${compact(name)}: ${fieldJson(name, value)}`);
  return `    {\n${fields.join(',\n')}\n    }`;
}

function fieldJson(name: string, value: unknown): string {
  if (!Array.isArray(value) || value.length === 0 || typeof value[0] !== 'object') return compact(value);
  const items = name === 'charts' ? (value as { series: readonly unknown[] }[]).map(chartJson) : value.map(compact);
  return `[\n${items.map((item) => `        ${item}`).join(',\n')}\n      ]`;
}

function chartJson({ series, ...facts }: { readonly series: readonly unknown[] }): string {
  const lines = series.map((each) => `          ${compact(each)}`);
  return `{${compact(facts).slice(1, -1)},"series":[\n${lines.join(',\n')}\n        ]}`;
}
