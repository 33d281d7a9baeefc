import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { sha256 } from '../sha256.js';
import { ownRoot } from '../workspace.js';
import { git } from './git.js';
import { gpuName } from './gpu.js';
import { instructionSet } from './instruction-set.js';

/** The machine and the code that computed something; recorded, never compared. */
export interface Environment {
  readonly node: string;
  readonly v8: string;
  readonly os: string;
  readonly arch: string;
  readonly cpu: string;
  readonly instructionSet: string;
  /** Graphics cards; absent: no engine was asked for that computes on one, or nothing names it. */
  readonly gpu?: string;
  readonly cores: number;
  readonly commit: string | null;
  /** Whether the working tree differed from the commit. */
  readonly dirty: boolean | null;
  /** SHA-256 of pnpm-lock.yaml, which pins every dependency and the data that come as packages. */
  readonly lockfile: string | null;
}

/** @param engine that was asked for, if any */
export function environment(engine?: string): Environment {
  const gpu = gpuName(engine);
  return {
    node: process.versions.node,
    v8: process.versions.v8,
    os: process.platform,
    arch: process.arch,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    instructionSet: instructionSet(),
    ...(gpu !== undefined && { gpu }),
    cores: availableParallelism(),
    commit: git(ownRoot, 'rev-parse', 'HEAD'),
    dirty: dirtyTree(),
    lockfile: lockfileHash(),
  };
}

function lockfileHash(): string | null {
  try {
    return sha256(readFileSync(path.join(ownRoot, 'pnpm-lock.yaml'), 'utf8'));
  } catch {
    return null;
  }
}

function dirtyTree(): boolean | null {
  const status = git(ownRoot, 'status', '--porcelain');
  return status === null ? null : status !== '';
}
