import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Host } from '@collapse-bench/core';

/** Reads the files of packages as the harness does. */
export const packageFiles: Pick<Host, 'read'> = {
  read: (file) => readFile(createRequire(import.meta.url).resolve(file)),
};
