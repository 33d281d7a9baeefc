import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { sha256 } from '../sha256.js';
import { dataReadBy, noteDataRead } from './data-read.js';
import { hostOf } from './host.js';

test('what a system reads through its host is known by its SHA-256, for itself alone', async () => {
  expect(dataReadBy(import.meta.url)).toBeUndefined();
  const { read } = hostOf(import.meta.url);
  await read('write-file-atomic/package.json');
  await read('picomatch/package.json');
  const require = createRequire(import.meta.url);
  const hash = (file: string) => sha256(readFileSync(require.resolve(file), 'utf8'));
  expect(Object.entries(dataReadBy(import.meta.url)!)).toEqual([
    ['picomatch/package.json', hash('picomatch/package.json')],
    ['write-file-atomic/package.json', hash('write-file-atomic/package.json')],
  ]);
  expect(dataReadBy('file:///other.js')).toBeUndefined();
  expect(dataReadBy(undefined)).toBeUndefined();
});

test('what was not read is not data', async () => {
  await expect(hostOf('file:///missing.js').read('no-such-package/file')).rejects.toThrow();
  expect(dataReadBy('file:///missing.js')).toBeUndefined();
});

test('of bytes read twice under one name the last count', () => {
  noteDataRead('file:///twice.js', 'a', Uint8Array.of(1));
  noteDataRead('file:///twice.js', 'a', new TextEncoder().encode('b'));
  expect(dataReadBy('file:///twice.js')).toEqual({ a: sha256('b') });
});
