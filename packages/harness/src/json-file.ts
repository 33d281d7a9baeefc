import { readFileSync } from 'node:fs';
import { BadInput, isErrno } from './errors.js';

/** Reads a text file; every way in which that fails is a BadInput that names the file. */
export function readTextFile(file: string, shown: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (!isErrno(error)) throw error;
    const found = error.code === 'ENOENT' ? 'no such file' : `${error.code} when reading it`;
    throw new BadInput({ file: shown, expected: 'a readable file', found, remedy: 'check the path and its permissions' });
  }
}

/** Reads a JSON file; every way in which that fails is a BadInput that names the file. */
export function readJsonFile(file: string, shown: string): unknown {
  return parseJson(readTextFile(file, shown), shown);
}

export function parseJson(text: string, shown: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadInput({
      file: shown,
      expected: 'JSON',
      found: text.trim() === '' ? 'an empty file' : (error as Error).message.replace(/\s+/g, ' '),
      remedy: 'mend the syntax there, or restore the file from version control',
    });
  }
}
