import { readFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { ownRoot } from '../workspace.js';
import { sourceFiles } from './source-files.js';

/** The house: an import goes down the floors only, and systems never import each other. */
const floors: Readonly<Record<string, number>> = { core: 1, tensor: 1, text: 1, harness: 3, site: 4 };
const SYSTEM_FLOOR = 2;
const floorOf = (name: string) => floors[name] ?? SYSTEM_FLOOR;
/** On floor 1 only these lean on core. */
const mayImportCore = new Set(['tensor', 'text']);

function allowed(from: string, to: string): boolean {
  return floorOf(to) < floorOf(from) || (to === 'core' && mayImportCore.has(from));
}

const files = sourceFiles();

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1]);
}

describe('the floors', () => {
  test('every package is looked at', () => {
    expect(new Set(files.map((file) => file.package))).toEqual(
      new Set(globSync('packages/*/package.json', { cwd: ownRoot }).map((file) => file.split(/[\\/]/)[1])),
    );
  });

  test('imports between packages go down the floors', () => {
    const wrong = files.flatMap(({ file, package: from, text }) =>
      importsOf(text)
        .filter((name) => name.startsWith('@collapse-bench/'))
        .map((name) => name.split('/')[1])
        .filter((to) => !allowed(from, to))
        .map((to) => `${file} imports ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  test('no import reaches into another package by path', () => {
    const wrong = files.flatMap(({ file, package: from, text }) =>
      importsOf(text)
        .filter((name) => name.startsWith('.'))
        .map((name) => path.posix.join(path.posix.dirname(file), name))
        .filter((target) => !target.startsWith(`packages/${from}/src/`))
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test('package.json files declare only packages below', () => {
    const wrong = globSync('packages/*/package.json', { cwd: ownRoot }).flatMap((file) => {
      const from = file.split(/[\\/]/)[1];
      const { dependencies = {} } = JSON.parse(readFileSync(path.join(ownRoot, file), 'utf8')) as {
        dependencies?: Record<string, string>;
      };
      return Object.keys(dependencies)
        .filter((name) => name.startsWith('@collapse-bench/') && !allowed(from, name.split('/')[1]))
        .map((name) => `${from} depends on ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  test('only the harness and the site touch files, processes and the network', () => {
    const wrong = files
      .filter(({ package: name }) => floorOf(name) < floors.harness)
      .flatMap(({ file, text }) =>
        importsOf(text)
          .filter((name) => name.startsWith('node:'))
          .map((name) => `${file} imports ${name}`),
      );
    expect(wrong).toEqual([]);
  });
});

describe('the size of files', () => {
  test('no source file is longer than 400 lines', () => {
    expect(files.filter(({ text }) => text.split('\n').length > 400).map(({ file }) => file)).toEqual([]);
  });
});
