import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { detailText, fails, type VerifiedRow, verdictColumns } from '../commands/verify.js';
import type { Complaint } from '../errors.js';
import type { LoadedScenario } from '../scenario/load.js';
import type { AgainstRow } from '../throughput/against.js';
import { type AgainstCheck, againstColumns, againstRerun } from '../throughput/check-against.js';
import type { TheoryFailure } from '../verdict/theory.js';
import { displayPath, ownRoot, type Workspace } from '../workspace.js';
import { pointerLine } from './pointer-line.js';
import { formatMarkdownTable } from './table.js';

interface Reporting {
  readonly workspace: Workspace;
  /** False where standard output, on which annotations travel, holds JSON and nothing else. */
  readonly annotate: boolean;
}

interface Annotation {
  readonly title: string;
  readonly file?: string;
  readonly startLine?: number;
}

/** On GitHub Actions: a job summary, and an annotation on the scenario of each row that fails, at the metric that it fails by. */
export async function reportToGitHub(
  rows: readonly VerifiedRow[],
  failures: readonly TheoryFailure[],
  { strict, annotate, workspace }: Reporting & { readonly strict: boolean },
): Promise<void> {
  if (!onGitHub()) return;
  const github = await import('@actions/core');
  for (const { run, verdict, rerun } of annotate ? rows : []) {
    if (!fails(verdict, strict) || !('detail' in verdict)) continue;
    const metric = run.loaded.scenario.metrics.find((id) => verdict.detail.startsWith(`${id} at generation `));
    const place = scenarioPlace(workspace, run.loaded, metric);
    github.error(`${verdict.detail}. Run it again: ${rerun}`, { title: `${run.loaded.id}: ${verdict.kind}`, ...place });
  }
  for (const { scenario, row } of annotate ? failures : []) {
    const message = `${row.oracle}: ${row.statistic} of ${row.metric} at generation ${row.generation}`;
    const failing = rows.find(({ run }) => run.loaded.id === scenario);
    const place = failing === undefined ? {} : scenarioPlace(workspace, failing.run.loaded, row.metric);
    const again = failing === undefined ? '' : `. Run it again: ${failing.rerun}`;
    const numbers = `${message} is ${row.measured}, predicted ${row.prediction}`;
    github.error(`${numbers}${again}`, { title: `${scenario}: theory`, ...place });
  }
  const details = detailText(rows, failures, strict);
  await summarise(formatMarkdownTable(rows, verdictColumns(failures)), details);
}

/** The same for a comparison of throughput: annotations where the benchmark is written. */
export async function reportThroughputToGitHub(
  { rows, text }: AgainstCheck,
  folder: string,
  { workspace, annotate }: Reporting,
): Promise<void> {
  if (!onGitHub()) return;
  const github = await import('@actions/core');
  for (const row of annotate ? rows : []) {
    if (row.verdict === 'gone') github.warning(`${row.id} is measured at the base alone`, { title: 'throughput: gone' });
    if (row.verdict !== 'slower') continue;
    const message = `${row.slowdown!.toFixed(2)}x the time of the base. Measure it again: ${againstRerun(row.id, folder)}`;
    github.error(message, { title: `${row.id}: slower`, ...benchmarkPlace(workspace, row) });
  }
  await summarise(formatMarkdownTable(rows, againstColumns), text);
}

/** On GitHub Actions: an annotation on the file of bad input, at what is wrong with it. */
export async function annotateBadInput(workspace: Workspace, { file, pointer, ...rest }: Complaint): Promise<void> {
  if (!onGitHub() || file === undefined || path.isAbsolute(file)) return;
  const github = await import('@actions/core');
  const message = `expected ${rest.expected}, got ${rest.found}; ${rest.remedy}`;
  github.error(message, { title: `${file}: bad input`, ...placeIn(workspace, file, pointer ?? '') });
}

function onGitHub(): boolean {
  return process.env.GITHUB_ACTIONS === 'true';
}

async function summarise(table: string, details: string): Promise<void> {
  if (!process.env.GITHUB_STEP_SUMMARY) return;
  const { summary } = await import('@actions/core');
  summary.addHeading('collapse-bench', 2).addRaw(table, true);
  if (details !== '') summary.addRaw(`\n\`\`\`\n${details}\`\`\`\n`, true);
  await summary.write();
}

function scenarioPlace(workspace: Workspace, { file, scenario }: LoadedScenario, metric: string | undefined) {
  const index = metric === undefined ? -1 : scenario.metrics.indexOf(metric);
  return placeIn(workspace, file, index === -1 ? '' : `/metrics/${index}`);
}

function placeIn(workspace: Workspace, file: string, pointer: string): Omit<Annotation, 'title'> {
  try {
    return { file, startLine: pointerLine(readFileSync(path.resolve(workspace.root, file), 'utf8'), pointer) };
  } catch {
    return { file };
  }
}

/** The first line below benchmarks/micro that has the benchmark's name as a string: ids are put together from such. */
function benchmarkPlace(workspace: Workspace, { id }: AgainstRow): Omit<Annotation, 'title'> {
  const folder = path.join(ownRoot, 'benchmarks', 'micro');
  const name = id.slice(id.indexOf('/') + 1);
  for (const file of existsSync(folder) ? readdirSync(folder).sort() : []) {
    if (!file.endsWith('.ts')) continue;
    const lines = readFileSync(path.join(folder, file), 'utf8').split('\n');
    const line = lines.findIndex((each) => each.includes(`'${id}'`) || each.includes(`'${name}'`));
    if (line !== -1) return { file: displayPath(workspace, path.join(folder, file)), startLine: line + 1 };
  }
  return {};
}
