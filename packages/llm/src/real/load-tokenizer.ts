import type { Host } from '@collapse-bench/core';
import type { BaseOptions } from '../options.js';
import { type Tokenizer, type TokenizerFiles, tokenizerOf } from '../tokenizer/tokenizer.js';
import { utf8Decode } from '../tokenizer/utf8.js';
import { modelFile, tokenizerNames } from './hub-files.js';

/** Relative to the system's module: byte-level pairs learnt from all addresses, 1024 tokens. */
const OWN = '../data/sotu-bpe-1024.json';

export interface LoadedTokenizer {
  readonly tokenizer: Tokenizer;
  /** What it was made of: equal files, equal tokens. */
  readonly files: TokenizerFiles;
}

/** The tokenizer that a base was pretrained with: its repository's, or the one committed with this package. */
export async function loadTokenizer(base: BaseOptions, host: Pick<Host, 'read' | 'download'>): Promise<LoadedTokenizer> {
  const files = await tokenizerFiles(base, host);
  return { tokenizer: tokenizerOf(files), files };
}

async function tokenizerFiles(base: BaseOptions, host: Pick<Host, 'read' | 'download'>): Promise<TokenizerFiles> {
  if (base.kind !== 'hub') return { tokenizerJson: utf8Decode(await host.read(OWN)) };
  const [first, second] = tokenizerNames(base);
  const text = async (file: string) => utf8Decode(await host.download(modelFile(base, file)));
  return second === undefined ? { tokenizerJson: await text(first) } : { vocab: await text(first), merges: await text(second) };
}
