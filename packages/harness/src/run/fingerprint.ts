import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AnySystem } from '@collapse-bench/core';
import { globSync } from 'tinyglobby';
import { systemOf } from '../catalog.js';
import type { LoadedScenario } from '../scenario/load.js';
import { sha256 } from '../sha256.js';
import { ownRoot } from '../workspace.js';
import { instructionSet } from './instruction-set.js';

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
export function environmentClass(
  { determinism, runtime }: Pick<AnySystem, 'determinism' | 'runtime'>,
  engine = 'onnx',
  machine = machineClass(),
): string {
  if (determinism === 'portable') return PORTABLE;
  return [machine, engine === 'onnx' ? (runtime ?? 'native') : `engine ${engine}`].join(', ');
}

export const PORTABLE = 'portable';

/** What of a machine decides the bits of a native engine. */
export function machineClass(): string {
  return `${process.arch}, ${instructionSet()}`;
}

/** The class in which a scenario is computed, by default here. */
export function classOf({ scenario, engine }: LoadedScenario, machine?: string): string {
  return environmentClass(systemOf(scenario.system.id), engine, machine);
}

/** Two runs of a cell under one key give the same bytes, so a finished one need not be repeated. */
export function keyOf(scenarioHash: string, code: string, className: string): string {
  return sha256([scenarioHash, code, className].join('\n'));
}
