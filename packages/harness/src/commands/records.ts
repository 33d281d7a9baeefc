import { existsSync } from 'node:fs';
import path from 'node:path';
import { readBaseline } from '../baseline.js';
import type { Arguments, Option } from '../cli/arguments.js';
import { BadInput } from '../errors.js';
import { readTextFile } from '../json-file.js';
import { isResultOf, parseResult, type Result } from '../record/result.js';
import { type LoadedScenario, loadScenario } from '../scenario/load.js';
import { displayPath, type Workspace } from '../workspace.js';
import { outFolder } from './selection.js';

/** Options of every command that reads results and runs nothing. */
export const recordOptions: readonly Option[] = [
  { name: 'out', value: 'DIR', help: 'read the results of runs there, e.g. runs/ (default: the accepted ones in baselines/)' },
  { name: 'json', help: 'print JSON and nothing else' },
];

/** A scenario with its result, or why there is none to speak of and what to type. */
export type Found =
  | { readonly loaded: LoadedScenario; readonly result: Result }
  | { readonly loaded: LoadedScenario; readonly result: undefined; readonly reason: string };

/** Where `findRecord` looks: a folder that runs wrote, or undefined for baselines. */
export function recordFolder(args: Arguments, workspace: Workspace): string | undefined {
  if (args.text('out') === undefined) return undefined;
  const folder = outFolder(args, workspace);
  if (existsSync(folder)) return folder;
  const found = `${args.text('out')}, which does not exist`;
  throw new BadInput({ expected: 'a folder of results after --out', found, remedy: '`collapse run ... --out DIR` writes one' });
}

/**
 * The result of a scenario: the accepted one, or the one that a run left below `folder`. One of another version of the
 * scenario counts as none.
 *
 * @throws BadInput when a result is there and cannot be read
 */
export function findRecord(workspace: Workspace, id: string, folder: string | undefined): Found {
  const result = folder === undefined ? readBaseline(workspace, id) : readRun(workspace, id, folder);
  // A run may have had another seed; a baseline is what the scenario says.
  const loaded = loadScenario(workspace, id, folder === undefined ? {} : { seed: result?.seed });
  const command = folder === undefined ? `pnpm collapse accept ${id}` : `pnpm collapse run ${id} --out DIR`;
  if (result === undefined) return { loaded, result, reason: `no result yet: ${command}` };
  if (isResultOf(loaded, result)) return { loaded, result };
  return { loaded, result: undefined, reason: `the scenario has changed since its result: ${command}` };
}

function readRun(workspace: Workspace, id: string, folder: string): Result | undefined {
  const file = path.join(folder, ...id.split('/'), 'result.json');
  if (!existsSync(file)) return undefined;
  const shown = displayPath(workspace, file);
  return parseResult(readTextFile(file, shown), shown);
}
