import { execFile } from 'node:child_process';
import path from 'node:path';
import { oneLine } from '../errors.js';
import { engineNames, engines } from '../run/engine-names.js';
import { ownRoot } from '../workspace.js';
import type { Finding } from './doctor-finding.js';
import type { Probed } from './doctor-probe.js';

/** A process that loads TensorFlow from a slow disk takes tens of seconds. */
const LIMIT_SECONDS = 60;
/** The built file, also when this one runs from sources. */
const probe = path.join(ownRoot, 'packages', 'harness', 'dist', 'commands', 'doctor-probe.js');

/** A line for each engine: each trains a tiny program in a process of its own. */
export function engineFindings(): Promise<Finding[]> {
  return Promise.all(
    engineNames.map(async (name) => {
      const what = `engine ${name}`;
      const found = await probed([probe, name], LIMIT_SECONDS);
      if ('version' in found) return { what, state: 'ok', detail: found.version };
      const { reason, remedy } = found;
      const state = engines[name] === 'everywhere' ? 'broken' : 'absent';
      const again = state === 'broken' ? 'install again: npx -y pnpm@10 install --force' : undefined;
      return { what, state, detail: oneLine(reason), remedy: remedy ?? again };
    }),
  );
}

/** The last line that a script of Node prints, or how it ended otherwise. */
export function probed(script: readonly string[], limitSeconds: number): Promise<Probed> {
  return new Promise((resolve) => {
    const limit = { timeout: 1000 * limitSeconds, killSignal: 'SIGKILL' } as const;
    execFile(process.execPath, script, limit, (error, stdout, stderr) => {
      const answer = lastLine(stdout);
      if (error === null && answer.startsWith('{')) resolve(JSON.parse(answer) as Probed);
      else if (error?.killed) resolve({ reason: `no answer within ${limitSeconds} s` });
      else if (error?.signal) resolve({ reason: `its process was ended by ${error.signal}` });
      else resolve({ reason: lastLine(stderr) || `its process ended with exit code ${error?.code ?? 0}` });
    });
  });
}

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';
