import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { BadInput } from '../errors.js';
import { short } from '../report/number.js';
import { type Column, formatTable } from '../report/table.js';
import { git } from '../run/git.js';
import { ownRoot } from '../workspace.js';
import { AGAINST_ALPHA, type AgainstRow, compareSides, MINIMUM_EFFECT } from './against.js';
import { measureSpeeds, microScript } from './speeds.js';

export interface AgainstCheck {
  /** The base's commit, or its folder where it has none. */
  readonly base: string;
  readonly rows: readonly AgainstRow[];
  readonly text: string;
  readonly failed: boolean;
}

/**
 * Holds the speed of this checkout against that of another, both built.
 *
 * @param ids benchmarks; none: all
 * @throws BadInput when the folder is no built checkout, or no benchmark has such a name
 * @throws RunFailure when a benchmark does not run
 */
export async function checkAgainst(folder: string, ids: readonly string[]): Promise<AgainstCheck> {
  const root = path.resolve(folder);
  if (!existsSync(microScript(root))) {
    throw new BadInput({
      expected: 'a built checkout of collapse-bench after --against',
      found: `${folder}, which has no ${path.relative(root, microScript(root)).split(path.sep).join('/')}`,
      remedy: `\`git worktree add ${folder} COMMIT\`, then there \`npx -y pnpm@10 install && npx -y pnpm@10 build\``,
    });
  }
  const rows = await compareSides(
    (processes, wanted) => measureSpeeds(processes, wanted),
    (processes, wanted) => measureSpeeds(processes, wanted, root),
    { calibrated: sameKernels(root), ids },
  );
  const unknown = ids.find((id) => !rows.some((row) => row.id === id));
  if (unknown !== undefined) {
    const remedy = '`pnpm collapse throughput --json` has their names';
    throw new BadInput({ expected: 'a benchmark of either checkout', found: `"${unknown}"`, remedy });
  }
  const base = git(root, 'rev-parse', '--short=12', 'HEAD') ?? root;
  return { base, rows, text: againstText(rows, base, folder), failed: rows.some(({ verdict }) => verdict === 'slower') };
}

/** Whether both checkouts measure beside the same calibration kernels; else a changed kernel would look like changed code. */
function sameKernels(root: string): boolean {
  const [ours, theirs] = [ownRoot, root].map((each) => path.join(path.dirname(microScript(each)), 'calibration.js'));
  return existsSync(theirs) && readFileSync(ours, 'utf8') === readFileSync(theirs, 'utf8');
}

/** How to measure one benchmark again. */
export function againstRerun(id: string, folder: string): string {
  return `pnpm collapse throughput ${id} --against ${folder}`;
}

function againstText(rows: readonly AgainstRow[], base: string, folder: string): string {
  const slower = rows.filter(({ verdict }) => verdict === 'slower');
  const gone = rows.filter(({ verdict }) => verdict === 'gone');
  const lines = slower.map(
    ({ id, slowdown, p }) =>
      `SLOWER ${id}: ${slowdown!.toFixed(2)}x the time of ${base} in fresh measurements, p ${short(p!, 2)} (limits ${MINIMUM_EFFECT}x and ${AGAINST_ALPHA})\n` +
      `  measure it again: ${againstRerun(id, folder)}\n`,
  );
  for (const { id } of gone) lines.push(`gone ${id}: ${base} measures it, this checkout does not\n`);
  const compared = rows.filter(({ slowdown }) => slowdown !== undefined).length;
  const closing =
    slower.length === 0
      ? `Throughput: none of ${compared} benchmarks is slower than at ${base}`
      : `Throughput: ${slower.length} of ${compared} benchmarks slower than at ${base}`;
  return `${lines.join('')}${closing} (in turns, fresh processes; Mann-Whitney, Holm at ${100 * AGAINST_ALPHA}%, at least ${MINIMUM_EFFECT}x).\n`;
}

export const againstColumns: readonly Column<AgainstRow>[] = [
  { title: 'benchmark', align: 'left', cell: ({ id }) => id },
  { title: 'base, a second', align: 'right', cell: ({ base }) => (base === undefined ? '' : short(base, 3)) },
  { title: 'head', align: 'right', cell: ({ head }) => (head === undefined ? '' : short(head, 3)) },
  { title: 'unit', align: 'left', cell: ({ unit }) => unit },
  { title: 'time', align: 'right', cell: ({ slowdown }) => (slowdown === undefined ? '' : `${slowdown.toFixed(2)}x`) },
  { title: 'p', align: 'right', cell: ({ p }) => (p === undefined ? '' : short(p, 2)) },
  { title: 'verdict', align: 'left', cell: ({ verdict }) => verdict },
];

export function againstTable(rows: readonly AgainstRow[]): string {
  return formatTable(rows, againstColumns);
}
