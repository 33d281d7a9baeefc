import path from 'node:path';
import { expect, test } from 'vitest';
import { sourceFiles } from './source-files.js';

/** What takes a tenth of a second or more to import, so that a command that trains nothing should not wait for it. */
const HEAVY = ['@collapse-bench/tensor', '@tensorflow/', 'onnxruntime-', '@huggingface/'];

const files = new Map(sourceFiles().map(({ file, text }) => [file, text]));

/** Modules that are loaded with this one: no types, and nothing that is asked for while running. */
function staticImports(text: string): string[] {
  return [...text.matchAll(/^(?:import|export)(?!\s+type\b)\s[^;]*?['"]([^'"]+)['"];/gm)].map((match) => match[1]);
}

function fileOf(from: string, name: string): string | undefined {
  if (name.startsWith('.')) return path.posix.join(path.posix.dirname(from), name).replace(/\.js$/, '.ts');
  return name.startsWith('@collapse-bench/') ? `packages/${name.split('/')[1]}/src/index.ts` : undefined;
}

/** Every module that comes with `entry`, with the module that asked for it. */
function loadedWith(entry: string): { readonly file: string; readonly imports: readonly string[] }[] {
  const seen = new Set<string>();
  const found: { file: string; imports: string[] }[] = [];
  const queue = [entry];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    const text = files.get(file);
    if (seen.has(file) || text === undefined) continue;
    seen.add(file);
    const imports = staticImports(text);
    found.push({ file, imports });
    for (const name of imports) {
      const target = HEAVY.some((heavy) => name.startsWith(heavy)) ? undefined : fileOf(file, name);
      if (target !== undefined) queue.push(target);
    }
  }
  return found;
}

test('the catalog loads no training engine: systems ask for theirs when they first train', () => {
  const loaded = loadedWith('packages/harness/src/catalog.ts');
  expect(loaded.length).toBeGreaterThan(200);
  const heavy = loaded.flatMap(({ file, imports }) =>
    imports.filter((name) => HEAVY.some((each) => name.startsWith(each))).map((name) => `${file} imports ${name}`),
  );
  expect(heavy).toEqual([]);
});
