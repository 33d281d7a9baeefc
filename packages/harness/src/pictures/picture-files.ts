import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { PictureFile } from './draw-pictures.js';

/** Where a scenario's pictures lie, in the folder of its record. */
export function pictureFolder(folder: string): string {
  return path.join(folder, 'pictures');
}

/** Names of the pictures that lie there. */
export function picturesIn(folder: string): string[] {
  const place = pictureFolder(folder);
  if (!statSync(place, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(place)
    .filter((name) => name.endsWith('.svg'))
    .sort();
}

/** Writes the pictures of a run, each at once or not at all, and removes those of an earlier run that are no longer drawn. */
export function writePictures(folder: string, pictures: readonly PictureFile[]): void {
  const place = pictureFolder(folder);
  if (pictures.length > 0) mkdirSync(place, { recursive: true });
  for (const { name, text } of pictures) writeFileAtomic.sync(path.join(place, name), text);
  const names = new Set(pictures.map(({ name }) => name));
  for (const name of picturesIn(folder)) if (!names.has(name)) rmSync(path.join(place, name));
}
