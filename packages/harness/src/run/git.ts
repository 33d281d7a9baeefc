import { execFileSync } from 'node:child_process';

/** What git prints in a folder; null where there is no git, or no repository. */
export function git(folder: string, ...args: readonly string[]): string | null {
  try {
    return execFileSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 1 << 26,
    }).trimEnd();
  } catch {
    return null;
  }
}
