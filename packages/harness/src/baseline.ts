import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { readTextFile } from './json-file.js';
import { formatResult, parseResult, type Result, withTheory } from './record/result.js';
import { displayPath, type Workspace } from './workspace.js';

export function baselineFile(workspace: Workspace, scenario: string): string {
  return path.join(workspace.baselines, ...`${scenario}.json`.split('/'));
}

/**
 * The accepted result of a scenario, or undefined when there is none.
 *
 * @throws BadInput when it is there and cannot be read
 */
export function readBaseline(workspace: Workspace, scenario: string): Result | undefined {
  const file = baselineFile(workspace, scenario);
  return existsSync(file)
    ? parseResult(readTextFile(file, displayPath(workspace, file)), displayPath(workspace, file))
    : undefined;
}

/** What of a result is accepted: its values. Theory rows follow from them and the oracles of the day. */
export function baselineOf(result: Result): Result {
  return withTheory(result, []);
}

export function writeBaseline(workspace: Workspace, result: Result): void {
  const file = baselineFile(workspace, result.scenario);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileAtomic.sync(file, formatResult(baselineOf(result)));
}
