import { readFileSync } from 'node:fs';
import type { HubFile } from '@collapse-bench/core';
import { quickHost } from './quick-host.js';

interface TokenizerJson {
  readonly model: {
    readonly vocab: Readonly<Record<string, number>>;
    readonly merges: readonly (readonly [string, string] | string)[];
  };
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** The committed tokenizer as OPT's repository has its own: vocab.json with `</s>` at place 2, and merges.txt; 1025 tokens. */
export function optTokenizerFiles(): Record<string, Uint8Array> {
  const file = new URL('../../data/sotu-bpe-1024.json', import.meta.url);
  const { vocab, merges } = (JSON.parse(readFileSync(file, 'utf8')) as TokenizerJson).model;
  const moved = Object.entries(vocab).map(([token, id]) => [token, id === 2 ? 1024 : id]);
  return {
    'vocab.json': bytesOf(JSON.stringify({ ...Object.fromEntries(moved), '</s>': 2 })),
    'merges.txt': bytesOf(merges.map((pair) => (typeof pair === 'string' ? pair : pair.join(' '))).join('\n')),
  };
}

/** A host whose hub has these files, by name; what is asked of it is written down. */
export function hubOf(files: Readonly<Record<string, Uint8Array>>) {
  const asked: HubFile[] = [];
  const download = async (wanted: HubFile) => {
    asked.push(wanted);
    const found = files[wanted.file];
    if (found === undefined) throw new Error(`no ${wanted.file}`);
    return found;
  };
  return { host: { ...quickHost, download }, asked };
}
