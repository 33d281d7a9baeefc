import { existsSync } from 'node:fs';
import path from 'node:path';
import { readTextFile } from '../json-file.js';
import { displayPath, type Workspace } from '../workspace.js';
import { leaderboardMarkdown } from './markdown.js';
import type { Leaderboard } from './schema.js';

/** A committed file and the text that it should have. */
export interface CommittedFile {
  readonly file: string;
  /** As people should read it. */
  readonly shown: string;
  readonly text: string;
}

/** The leaderboard's files below benchmarks/. Equal leaderboards have equal bytes. */
export function committedFiles(workspace: Workspace, board: Leaderboard): CommittedFile[] {
  const at = (name: string, text: string) => {
    const file = path.join(workspace.root, 'benchmarks', name);
    return { file, shown: displayPath(workspace, file), text };
  };
  return [at('LEADERBOARD.md', leaderboardMarkdown(board)), at('leaderboard.json', leaderboardJson(board))];
}

/** Six digits are beyond what any interval holds, and short enough to review. */
const DIGITS = 6;

/** The leaderboard as JSON, a line for each row, so that a changed row is one changed line. */
export function leaderboardJson(board: Leaderboard): string {
  const { formatVersion, aspect, systems, overall, preserving, without } = board;
  const lines = (rows: readonly unknown[], indent: string) =>
    rows.length === 0 ? '[]' : `[\n${rows.map((row) => `${indent}  ${compact(row)}`).join(',\n')}\n${indent}]`;
  const system = ({ rows, ...facts }: Leaderboard['systems'][number]) =>
    `    {${compact(facts).slice(1, -1)},"rows":${lines(rows, '    ')}}`;
  return `{
  "$schema": "schema/leaderboard.schema.json",
  "formatVersion": ${formatVersion},
  "aspect": ${compact(aspect)},
  "overall": {
    "systems": ${compact(overall.systems)},
    "rows": ${lines(overall.rows, '    ')},
    "partial": ${lines(overall.partial, '    ')}
  },
  "preserving": ${lines(preserving, '  ')},
  "systems": [
${systems.map(system).join(',\n')}
  ],
  "without": ${lines(without, '  ')}
}
`;
}

/** JSON on one line, fractions to six digits. */
export function compact(value: unknown): string {
  return JSON.stringify(value, (_key, each) =>
    typeof each === 'number' && !Number.isInteger(each) ? Number(each.toPrecision(DIGITS)) : each,
  );
}

/** Why a committed file is not what it should be; undefined when it is. */
export function staleness({ file, text }: CommittedFile, shown: string): string | undefined {
  if (!existsSync(file)) return 'it does not exist';
  const found = readTextFile(file, shown).split('\n');
  const expected = text.split('\n');
  const line = expected.findIndex((each, i) => each !== found[i]);
  if (line < 0) return found.length === expected.length ? undefined : `line ${expected.length} and on should not be there`;
  return `line ${line + 1} differs from what baselines/ gives`;
}
