import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Host } from '@collapse-bench/core';

/** Reads the files of packages as the harness does, and reaches no network. */
export const packageFiles: Pick<Host, 'read' | 'download'> = {
  read: (file) => readFile(createRequire(import.meta.url).resolve(file)),
  download: () => Promise.reject(new Error('expected a test that fetches nothing')),
};
