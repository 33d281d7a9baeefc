import { readFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import { ownRoot } from '../workspace.js';

export interface SourceFile {
  /** Path from the root with forward slashes. */
  readonly file: string;
  /** Folder name below packages/. */
  readonly package: string;
  readonly text: string;
}

/** TypeScript sources of all packages, tests left out. */
export function sourceFiles(): SourceFile[] {
  return globSync('packages/*/src/**/*.ts', { cwd: ownRoot, ignore: ['**/*.test.ts', '**/testing/**'] })
    .map((found) => found.split(path.sep).join('/'))
    .sort()
    .map((file) => ({ file, package: file.split('/')[1], text: readFileSync(path.join(ownRoot, file), 'utf8') }));
}

/** The text with comments and string contents blanked, line breaks kept. */
export function codeOnly(text: string): string {
  const blank = (match: string) => match.replace(/[^\n]/g, ' ');
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g, blank);
}
