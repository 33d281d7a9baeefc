import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ONE_THREAD } from './python.js';

const execute = promisify(execFile);

/**
 * Runs a script as a process of its own, which prints its peak memory in MB as its last line; undefined where there is no
 * /proc to read it from.
 */
export async function peakMegabytes(command: string, script: string): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined;
  const { stdout } = await execute(command, [script], { env: { ...process.env, ...ONE_THREAD, PYTHONDONTWRITEBYTECODE: '1' } });
  return Number(stdout.trim().split('\n').at(-1));
}
