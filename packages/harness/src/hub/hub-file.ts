import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { HubFile } from '@collapse-bench/core';
import writeFileAtomic from 'write-file-atomic';
import { RunFailure } from '../errors.js';
import { lockWhenFree } from '../run/folder-lock.js';
import { checkContent } from './content.js';
import { type FetchSettings, fetchPart } from './fetch-part.js';
import { hubPlace, hubTitle, hubUrl } from './hub-names.js';

export interface HubSettings {
  /** Such as `https://huggingface.co`, without a slash at its end. */
  readonly endpoint: string;
  /** Where files are kept. */
  readonly folder: string;
  readonly onProgress?: FetchSettings['onProgress'];
  /** Milliseconds before each try but the first. */
  readonly waits?: readonly number[];
  /** Milliseconds without a byte after which a try is given up. */
  readonly patience?: number;
}

const WAITS = [500, 2000];
const PATIENCE = 30_000;

/**
 * A file of the hub, on this machine: the one kept, if its content is what it should be, otherwise fetched. Nothing but a whole
 * file whose checksum was seen ever has the file's name; what a broken connection or a killed process leaves is gone on with.
 * Threads and processes that want the same file wait for the one that fetches it.
 *
 * @returns its path
 * @throws RunFailure if it cannot be had
 */
export async function hubFile(wanted: HubFile, settings: HubSettings): Promise<string> {
  const place = hubPlace(wanted);
  const file = path.join(settings.folder, place);
  if ((await keptState(wanted, file)) === 'right') return file;
  const fetching = path.join(settings.folder, 'fetching', place);
  const unlock = await lockWhenFree(fetching);
  try {
    const state = await keptState(wanted, file);
    if (state !== 'right') await fetchFile(wanted, file, path.join(fetching, 'part'), state === 'damaged', settings);
    return file;
  } finally {
    unlock();
  }
}

const checksumOf = (file: string) => `${file}.sha256`;

/** A file without its checksum beside it, and none in the request, is one that nobody can vouch for. */
async function keptState(wanted: HubFile, file: string): Promise<'right' | 'damaged' | 'absent'> {
  const kept = await readFile(checksumOf(file), 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
  const sha256 = wanted.sha256?.toLowerCase() ?? kept;
  if (sha256 === undefined) return 'absent';
  try {
    return 'wrong' in (await checkContent(file, { sha256, size: wanted.size })) ? 'damaged' : 'right';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'absent';
    throw error;
  }
}

async function fetchFile(
  wanted: HubFile,
  file: string,
  part: string,
  damaged: boolean,
  { endpoint, onProgress, waits = WAITS, patience = PATIENCE }: HubSettings,
): Promise<void> {
  const url = hubUrl(endpoint, wanted);
  let why = '';
  for (const wait of [0, ...waits]) {
    await setTimeout(wait);
    const outcome = await fetchPart(wanted, part, { url, patience, onProgress });
    if ('sha256' in outcome) {
      await mkdir(path.dirname(file), { recursive: true });
      // Between the two a file of before would be taken for damaged, which it is not; it is then fetched again.
      await writeFileAtomic(checksumOf(file), `${outcome.sha256}\n`);
      await rename(part, file);
      return;
    }
    why = outcome.again;
  }
  if (damaged) await rm(file, { force: true });
  const kept = damaged ? ' (and the copy kept here is damaged)' : '';
  throw new RunFailure(
    `expected to fetch ${hubTitle(wanted)} from ${url}, found ${why} in ${waits.length + 1} tries${kept}; connect this machine to the network, or set HF_ENDPOINT to a mirror of the hub that it reaches, and run the same command again`,
  );
}
