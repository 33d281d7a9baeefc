import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Host, HubFile } from '@collapse-bench/core';
import writeFileAtomic from 'write-file-atomic';
import { ownRoot } from '../workspace.js';
import { noteDataRead } from './data-read.js';
import { lockWhenFree } from './folder-lock.js';

/** Where made and fetched bytes are kept: COLLAPSE_CACHE, or a folder of this checkout. */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  const given = environment.COLLAPSE_CACHE?.trim();
  return given ? path.resolve(given) : path.join(ownRoot, 'node_modules', '.cache', 'collapse-bench');
}

/** Where files of the hub are kept, within the folder for all that is kept. */
export const hubFolder = (folder: string): string => path.join(folder, 'hub');

/**
 * The machine, as systems may use it.
 *
 * @param module URL of the system's module: packages are those that it depends on
 * @param folder where made and fetched bytes are kept
 * @param note told what takes long meanwhile
 */
export function hostOf(module: string | undefined, folder: string = cacheFolder(), note?: (text: string) => void): Host {
  return {
    read: (file) => readPackageFile(module, file),
    kept: (key, make) => kept(folder, key, make),
    download: async (file) => {
      const bytes = await download(hubFolder(folder), file, note);
      if (module !== undefined) noteDataRead(module, `${file.repo}/${file.file}@${file.revision}`, bytes);
      return bytes;
    },
  };
}

/** @throws Error if the package or the file is not there; it names the file and what to do */
async function readPackageFile(module: string | undefined, file: string): Promise<Uint8Array> {
  if (module === undefined) throw new Error(`expected a system that says where it is (System.module) to read ${file}`);
  try {
    const bytes = await readFile(createRequire(module).resolve(file));
    noteDataRead(module, file, bytes);
    return bytes;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${file} cannot be read (${code ?? error}); install the packages anew: npx -y pnpm@10 install`, {
      cause: error,
    });
  }
}

/** One worker makes the bytes while the others wait for them. */
async function kept(folder: string, key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
  if (!/^[A-Za-z0-9.-]+$/.test(key)) throw new RangeError(`expected a key of letters, digits, dots and dashes, found ${key}`);
  const file = path.join(folder, key);
  const found = await readIfThere(file);
  if (found !== undefined) return found;
  const unlock = await lockWhenFree(path.join(folder, 'making', key));
  try {
    const inTheMeantime = await readIfThere(file);
    if (inTheMeantime !== undefined) return inTheMeantime;
    const bytes = await make();
    await writeFileAtomic(file, Buffer.from(bytes));
    return bytes;
  } finally {
    unlock();
  }
}

async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** What speaks with the hub is loaded when a system asks for the first file. */
async function download(folder: string, file: HubFile, note?: (text: string) => void): Promise<Uint8Array> {
  const { hubFile } = await import('../hub/hub-file.js');
  const { hubEndpoint } = await import('../hub/hub-names.js');
  const { downloadNotes } = await import('../hub/download-notes.js');
  const endpoint = hubEndpoint(process.env);
  return readFile(await hubFile(file, { endpoint, folder, onProgress: note && downloadNotes(file, endpoint, note) }));
}
