import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { ending } from './child.js';
import { repositoryFolder } from './folders.js';

/**
 * Runs the `collapse` command in a process of its own and takes the time of the whole of it.
 *
 * @param root workspace whose scenarios it sees and where it writes; absent: this checkout
 * @returns seconds
 * @throws Error with what the command said, when it fails
 */
export async function collapse(args: readonly (string | number)[], root?: string): Promise<number> {
  const script = path.join(repositoryFolder, 'packages', 'harness', 'bin', 'collapse.js');
  const env = root === undefined ? process.env : { ...process.env, COLLAPSE_ROOT: root };
  const begin = performance.now();
  const child = spawn(process.execPath, [script, ...args.map(String)], { stdio: ['ignore', 'ignore', 'pipe'], env });
  const { status, complaint } = await ending(child);
  if (status !== 0) throw new Error(`collapse ${args.join(' ')} ended with ${status}: ${complaint.split('\n').at(-1)}`);
  return (performance.now() - begin) / 1000;
}

/** A folder that goes away again, also when the process is told to stop. */
export async function withTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'collapse-peers-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    return await use(folder);
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/** Puts a scenario file into a workspace. */
export function writeScenario(root: string, id: string, scenario: object): void {
  const folder = path.join(root, 'benchmarks', 'scenarios');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${id}.json`), JSON.stringify({ formatVersion: 1, ...scenario }));
}
