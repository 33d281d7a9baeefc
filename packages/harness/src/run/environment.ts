import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { ownRoot } from '../workspace.js';

/** The machine and the code that computed something; recorded, never compared. */
export interface Environment {
  readonly node: string;
  readonly v8: string;
  readonly os: string;
  readonly arch: string;
  readonly cpu: string;
  readonly cores: number;
  readonly commit: string | null;
  /** Whether the working tree differed from the commit. */
  readonly dirty: boolean | null;
}

export function environment(): Environment {
  return {
    node: process.versions.node,
    v8: process.versions.v8,
    os: process.platform,
    arch: process.arch,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    commit: git(['rev-parse', 'HEAD']),
    dirty: dirtyTree(),
  };
}

function dirtyTree(): boolean | null {
  const status = git(['status', '--porcelain']);
  return status === null ? null : status !== '';
}

function git(args: string[]): string | null {
  try {
    return execFileSync('git', args, { cwd: ownRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}
