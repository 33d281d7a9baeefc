import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Host } from '@collapse-bench/core';

const system = new URL('../llm.ts', import.meta.url);
const made = new Map<string, Promise<Uint8Array>>();

/** Reads the files of packages as the harness does, and keeps what is made for as long as this process lives. */
export const quickHost: Host = {
  read: (file) => readFile(createRequire(system).resolve(file)),
  kept: (key, make) => {
    const bytes = made.get(key) ?? make();
    made.set(key, bytes);
    return bytes;
  },
  download: () => Promise.reject(new Error('expected a test that fetches nothing')),
};
