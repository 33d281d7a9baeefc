import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Every file below a folder, relative to it, sorted; none where there is no folder. */
export function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true }) as string[];
  return names.filter((name) => statSync(path.join(folder, name)).isFile()).sort();
}
