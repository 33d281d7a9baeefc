import { existsSync } from 'node:fs';
import path from 'node:path';

/** The `benchmarks` folder, wherever below it this file is compiled to. */
export const benchmarksFolder = above(import.meta.dirname);
export const repositoryFolder = path.dirname(benchmarksFolder);

function above(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : above(path.dirname(folder));
}
