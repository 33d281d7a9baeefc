import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where things lie on disk. Everything that reads or writes gets this, so tests work in a folder of their own. */
export interface Workspace {
  readonly root: string;
  readonly scenarios: string;
  readonly suites: string;
  readonly schema: string;
  readonly baselines: string;
  /** Where runs go unless `--out` says otherwise. */
  readonly runs: string;
}

export function workspaceAt(root: string): Workspace {
  return {
    root,
    scenarios: path.join(root, 'benchmarks', 'scenarios'),
    suites: path.join(root, 'benchmarks', 'suites'),
    schema: path.join(root, 'benchmarks', 'schema'),
    baselines: path.join(root, 'baselines'),
    runs: path.join(root, 'runs'),
  };
}

/** The checkout that this file belongs to (src/ and dist/ lie at the same depth). */
export const ownRoot = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');

/** A path as people should read it: relative to the workspace when inside it, with forward slashes. */
export function displayPath(workspace: Workspace, file: string): string {
  const relative = path.relative(workspace.root, file);
  return relative === '' || relative.startsWith('..') || path.isAbsolute(relative) ? file : relative.split(path.sep).join('/');
}
