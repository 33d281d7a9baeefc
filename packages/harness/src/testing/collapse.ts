import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { main } from '../cli/main.js';
import { BadInput } from '../errors.js';
import type { Io } from '../report/io.js';
import { ownRoot } from '../workspace.js';

/** What a command printed and how it ended. */
export interface Outcome {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Gathers what is written. */
export function memoryIo(terminal = false): Io & { written(): { out: string; err: string } } {
  let out = '';
  let err = '';
  return {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    terminal,
    written: () => ({ out, err }),
  };
}

/** Runs the command in this process, from sources; for commands that start no workers. */
export async function callMain(root: string, ...argv: string[]): Promise<Outcome> {
  const io = memoryIo();
  const code = await main(argv, io, root);
  return { code, ...io.written() };
}

export interface SpawnOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

const bin = path.join(ownRoot, 'packages', 'harness', 'bin', 'collapse.js');

/** Starts the built command in a process group of its own. */
export function startCollapse(root: string, argv: readonly string[], { env, cwd }: SpawnOptions = {}): ChildProcess {
  const { GITHUB_ACTIONS: _actions, GITHUB_STEP_SUMMARY: _summary, ...rest } = process.env;
  return spawn(process.execPath, [bin, ...argv], {
    cwd: cwd ?? root,
    env: { ...rest, COLLAPSE_ROOT: root, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
}

/** Waits for a started command. */
export function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let out = '';
  let err = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

/** Runs the built command to its end. Lines of progress, which come and go with the machine's load, are left out. */
export async function runCollapse(root: string, argv: readonly string[], options: SpawnOptions = {}): Promise<Outcome> {
  const { err, ...rest } = await outcomeOf(startCollapse(root, argv, options));
  return { ...rest, err: err.replace(/^\d+\/\d+ cells, .* left \(.*\)\n/gm, '') };
}

/** The BadInput that `action` throws; anything else it does is an error of its own. */
export function badInputOf(action: () => unknown): BadInput {
  try {
    action();
  } catch (error) {
    if (error instanceof BadInput) return error;
    throw error;
  }
  throw new Error('expected a BadInput, but nothing was thrown');
}
