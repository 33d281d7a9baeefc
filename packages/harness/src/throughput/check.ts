import { mkdirSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { short } from '../report/number.js';
import { formatTable } from '../report/table.js';
import { type Environment, environment } from '../run/environment.js';
import { displayPath, type Workspace } from '../workspace.js';
import { readThroughput, throughputFile } from './baseline.js';
import { compareSpeeds, SLOWDOWN_LIMIT, settledSpeeds, type ThroughputRow } from './gate.js';
import { measureSpeeds, type Speed, throughputClass } from './speeds.js';

export interface ThroughputCheck {
  readonly className: string;
  /** undefined: no baseline for this class of machine, so nothing to compare. */
  readonly rows: readonly ThroughputRow[] | undefined;
  readonly text: string;
  readonly failed: boolean;
}

/** What the speeds of this machine are held against; read before anything runs, so that a broken file costs no run. */
export interface ThroughputReference {
  readonly machine: Environment;
  readonly className: string;
  readonly baseline: readonly Speed[] | undefined;
}

/** @throws BadInput when the baseline of this class of machine cannot be read */
export function throughputReference(workspace: Workspace): ThroughputReference {
  const machine = environment();
  const className = throughputClass(machine);
  return { machine, className, baseline: readThroughput(workspace, className) };
}

/** Processes each benchmark is measured in first, and for a baseline, which should not be luck. */
export const PROCESSES = 2;
export const BASELINE_PROCESSES = 5;

/** Measures, compares with the baseline of this class of machine, and measures more of what seems slower. */
export async function checkThroughput(
  workspace: Workspace,
  { machine, className, baseline }: ThroughputReference,
  out: string,
): Promise<ThroughputCheck> {
  const speeds = await settledSpeeds(await measureSpeeds(PROCESSES), baseline ?? [], measureSpeeds);
  mkdirSync(out, { recursive: true });
  const record = { formatVersion: 1, class: className, environment: machine, speeds };
  writeFileAtomic.sync(path.join(out, 'throughput.json'), `${JSON.stringify(record, null, 2)}\n`);
  if (baseline === undefined) {
    const text = `Throughput: incomparable, no baseline for ${className} yet; \`pnpm collapse throughput --accept\` on a quiet machine makes one.\n`;
    return { className, rows: undefined, text, failed: false };
  }
  const rows = compareSpeeds(speeds, baseline);
  const failing = rows.filter(({ verdict }) => verdict === 'slower' || verdict === 'gone');
  const file = displayPath(workspace, throughputFile(workspace, className));
  return { className, rows, text: throughputText(rows, failing, file), failed: failing.length > 0 };
}

function throughputText(rows: readonly ThroughputRow[], failing: readonly ThroughputRow[], file: string): string {
  const slowdowns = rows.flatMap(({ slowdown }) => slowdown ?? []);
  if (slowdowns.length === 0) return `Throughput: ${rows.length} benchmarks are new, none could be compared.\n`;
  if (failing.length === 0) {
    const range = `${Math.min(...slowdowns).toFixed(2)}x to ${Math.max(...slowdowns).toFixed(2)}x`;
    return `Throughput: all ${rows.length} benchmarks held (calibrated slowdown ${range}, limit ${SLOWDOWN_LIMIT}x).\n`;
  }
  const lines = failing.map(({ id, slowdown, verdict }) =>
    verdict === 'gone'
      ? `SLOWER ${id}: in ${file}, but no longer measured; restore it, or \`pnpm collapse throughput --accept\`\n`
      : `SLOWER ${id}: ${slowdown!.toFixed(2)}x the time of ${file}, calibrated, at its fastest in all processes tried (limit ${SLOWDOWN_LIMIT}x)\n`,
  );
  return lines.join('');
}

export function throughputTable(rows: readonly ThroughputRow[]): string {
  return formatTable(rows, [
    { title: 'benchmark', align: 'left', cell: ({ id }) => id },
    { title: 'a second', align: 'right', cell: ({ perSecond }) => short(perSecond, 3) },
    { title: 'unit', align: 'left', cell: ({ unit }) => unit },
    { title: 'slowdown', align: 'right', cell: ({ slowdown }) => (slowdown === undefined ? '' : `${slowdown.toFixed(2)}x`) },
    { title: 'verdict', align: 'left', cell: ({ verdict }) => verdict },
  ]);
}
