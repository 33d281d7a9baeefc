import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
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
 * Within one class equal code gives equal bytes. Systems in plain TypeScript arithmetic are in one class on all
 * machines.
 */
export function environmentClass(): 'portable' {
  return 'portable';
}

/** Two runs of a cell under one key give the same bytes, so a finished one need not be repeated. */
export function resumeKey(loaded: LoadedScenario, code: string): string {
  return sha256([loaded.hash, code, environmentClass()].join('\n'));
}
