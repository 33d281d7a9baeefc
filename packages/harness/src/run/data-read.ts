import { createHash } from 'node:crypto';

const read = new Map<string, Map<string, string>>();

/** Takes down what a system read: data lie outside of the code that is hashed. */
export function noteDataRead(module: string, file: string, bytes: Uint8Array): void {
  const files = read.get(module) ?? new Map<string, string>();
  read.set(module, files.set(file, createHash('sha256').update(bytes).digest('hex')));
}

/**
 * SHA-256 by name of every file that the system has read in this process so far, or undefined: systems keep what they have
 * read for the cells that follow.
 */
export function dataReadBy(module: string | undefined): Readonly<Record<string, string>> | undefined {
  const files = module === undefined ? undefined : read.get(module);
  return files && Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}
