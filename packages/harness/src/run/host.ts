import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Host } from '@collapse-bench/core';
import writeFileAtomic from 'write-file-atomic';
import { ownRoot } from '../workspace.js';

const KEEP = path.join('node_modules', '.cache', 'collapse-bench');

/**
 * The machine, as systems may use it.
 *
 * @param module URL of the system's module: packages are those that it depends on
 * @param root folder under which made bytes are kept, in node_modules/.cache
 */
export function hostOf(module: string | undefined, root: string = ownRoot): Host {
  return {
    read: (file) => readPackageFile(module, file),
    kept: (key, make) => kept(path.join(root, KEEP), key, make),
  };
}

/** @throws Error if the package or the file is not there; it names the file and what to do */
async function readPackageFile(module: string | undefined, file: string): Promise<Uint8Array> {
  if (module === undefined) throw new Error(`expected a system that says where it is (System.module) to read ${file}`);
  try {
    return await readFile(createRequire(module).resolve(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${file} cannot be read (${code ?? error}); install the packages anew: npx -y pnpm@10 install`, {
      cause: error,
    });
  }
}

/** Two processes that make the same bytes at once write the same file; the rename is atomic. */
async function kept(folder: string, key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
  if (!/^[A-Za-z0-9.-]+$/.test(key)) throw new RangeError(`expected a key of letters, digits, dots and dashes, found ${key}`);
  const file = path.join(folder, key);
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const bytes = await make();
  await mkdir(folder, { recursive: true });
  await writeFileAtomic(file, Buffer.from(bytes));
  return bytes;
}
