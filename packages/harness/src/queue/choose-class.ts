import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { systemOf } from '../catalog.js';
import { classOf, keyOf } from '../run/fingerprint.js';
import { readJournal } from '../run/journal.js';
import { folderOf } from '../run/record-files.js';
import type { LoadedScenario } from '../scenario/load.js';
import type { PresentWorker } from './presence.js';

/** Whether the bits of a scenario's results depend on the machine. */
export function needsOneClass({ scenario }: LoadedScenario): boolean {
  return systemOf(scenario.system.id).determinism !== 'portable';
}

/** The class of a whole record that lies in the folder and would be reused; undefined: there is none. */
export function recordedClass(loaded: LoadedScenario, out: string, codeHash: string): string | undefined {
  const file = path.join(folderOf(out, loaded.id), 'run.json');
  if (!existsSync(file)) return undefined;
  try {
    const { environmentClass: found, resumeKey } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    return typeof found === 'string' && resumeKey === keyOf(loaded.hash, codeHash, found) ? found : undefined;
  } catch {
    // The run finds the same and writes it anew.
    return undefined;
  }
}

/**
 * The class in which all cells of a scenario are to be computed: that of cells which an interrupted run left in the folder,
 * if workers of it are there, else the one whose workers compute most at a time.
 *
 * @param workers at least one, of this code
 */
export function chooseClass(loaded: LoadedScenario, workers: readonly PresentWorker[], out: string, codeHash: string): string {
  const jobs = new Map<string, number>();
  for (const { machine, jobs: each } of workers) {
    const name = classOf(loaded, machine);
    jobs.set(name, (jobs.get(name) ?? 0) + each);
  }
  const begun = (name: string) => (readJournal(folderOf(out, loaded.id), keyOf(loaded.hash, codeHash, name)) ?? []).length;
  const order = [...jobs].sort(([a, manyA], [b, manyB]) => manyB - manyA || (a < b ? -1 : 1)).map(([name]) => name);
  return order.find((name) => begun(name) > 0) ?? order[0];
}
