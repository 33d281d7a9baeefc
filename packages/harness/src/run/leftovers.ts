import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pictureFolder } from '../pictures/picture-files.js';
import { isCheckpoint } from './checkpoint.js';
import { JOURNAL } from './journal.js';

/** What write-file-atomic writes before it takes the place of the file of that name. */
const HALF_WRITTEN = /\.(json|ndjson|svg)\.\d+$/;

/**
 * What runs left beside a record that is whole: cells that are in it, and what a kill cut off. Nothing of it is of use to anybody.
 *
 * @returns names, relative to the folder
 */
export function leftoversIn(folder: string): string[] {
  const here = namesIn(folder).filter((name) => name === JOURNAL || isCheckpoint(name) || HALF_WRITTEN.test(name));
  const pictures = namesIn(pictureFolder(folder)).filter((name) => HALF_WRITTEN.test(name));
  return [...here, ...pictures.map((name) => path.relative(folder, path.join(pictureFolder(folder), name)))];
}

export function removeLeftovers(folder: string): void {
  for (const name of leftoversIn(folder)) rmSync(path.join(folder, name), { force: true, recursive: true });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
