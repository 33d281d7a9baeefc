import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SiteFile } from '../html/page.js';

/** Writes the site into a folder of its own, without anything that was there before. */
export function writeSite(files: readonly SiteFile[], folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const { path: name, content } of files) {
    const file = path.join(folder, ...name.split('/'));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
