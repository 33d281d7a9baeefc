import type { Host } from '@collapse-bench/core';
import { utf8Decode } from '../tokenizer/utf8.js';

/** Relative to the system's module. */
const OWN = '../data/sotu-bpe-1024.json';

/** Contents of the tokenizer.json committed with this package: byte-level pairs learnt from all addresses, 1024 tokens. */
export async function ownTokenizerJson(host: Pick<Host, 'read'>): Promise<string> {
  return utf8Decode(await host.read(OWN));
}
