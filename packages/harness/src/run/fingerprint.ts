import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import type { AnySystem } from '@collapse-bench/core';
import { globSync } from 'tinyglobby';
import { systemOf } from '../catalog.js';
import type { LoadedScenario } from '../scenario/load.js';
import { sha256 } from '../sha256.js';
import { ownRoot } from '../workspace.js';

/** SHA-256 over what computes results: the built packages and the lockfile that pins their dependencies. */
export function codeHash(): string {
  const files = globSync(['packages/*/dist/**/*.js', 'pnpm-lock.yaml'], { cwd: ownRoot, ignore: ['packages/site/**'] }).sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file.split(path.sep).join('/')}\0`).update(readFileSync(path.join(ownRoot, file)));
  return hash.digest('hex');
}

/**
 * Within one class equal code gives equal bytes. Systems in plain TypeScript arithmetic are in one class on all machines;
 * others depend on their native engine, and on the instructions that it finds.
 */
export function environmentClass({ determinism, runtime }: Pick<AnySystem, 'determinism' | 'runtime'>, engine = 'onnx'): string {
  if (determinism === 'portable') return PORTABLE;
  return [process.arch, instructionSet(), engine === 'onnx' ? (runtime ?? 'native') : `engine ${engine}`].join(', ');
}

const PORTABLE = 'portable';

/** The class in which a scenario is computed here. */
export const classOf = ({ scenario, engine }: LoadedScenario): string => environmentClass(systemOf(scenario.system.id), engine);

/** The vector instructions by which native engines choose their kernels; the processor's name where they are not told. */
function instructionSet(): string {
  if (process.arch === 'arm64') return 'neon';
  try {
    const flags = /^flags\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1].split(' ') ?? [];
    const known = ['avx512_bf16', 'avx512_vnni', 'avx512f', 'avx2', 'avx', 'sse4_1'].find((name) => flags.includes(name));
    if (known !== undefined) return known;
  } catch {
    // Linux alone has that file.
  }
  return cpus()[0]?.model.trim() ?? 'unknown processor';
}

/** Two runs of a cell under one key give the same bytes, so a finished one need not be repeated. */
export function resumeKey(loaded: LoadedScenario, code: string): string {
  return sha256([loaded.hash, code, classOf(loaded)].join('\n'));
}
