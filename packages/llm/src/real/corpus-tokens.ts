import type { Host } from '@collapse-bench/core';
import { readWikitext, type Split, splitDocuments, stateOfTheUnion } from '@collapse-bench/text';
import type { CorpusOptions } from '../options.js';
import type { Tokenizer } from '../tokenizer/tokenizer.js';
import { fingerprint } from './fingerprint.js';
import { WIKITEXT, type WikitextPart, wikitextFile } from './hub-files.js';
import type { LoadedTokenizer } from './load-tokenizer.js';
import { decodeTokens, encodeTokens } from './token-bytes.js';

/** Another number when the tokens of a text change though neither tokenizer nor text does. */
const VERSION = 1;

/** The documents of a corpus in tokens, cut once a machine. */
export async function corpusTokens(
  corpus: CorpusOptions,
  tokenizer: LoadedTokenizer,
  host: Pick<Host, 'kept' | 'download'>,
): Promise<Split<Uint32Array>> {
  if (corpus.kind === 'state-of-the-union') {
    return splitDocuments(await addressTokens(corpus.firstYear, corpus.lastYear, tokenizer, host));
  }
  const part = async (name: WikitextPart) => [await wikitextTokens(name, tokenizer, host)];
  return { training: await part('train'), validation: await part('validation'), test: await part('test') };
}

/** The tokens of each address of these years, in order. */
export async function addressTokens(
  firstYear: number,
  lastYear: number,
  { tokenizer, files }: LoadedTokenizer,
  host: Pick<Host, 'kept'>,
): Promise<readonly Uint32Array[]> {
  const key = `llm-tokens-sotu-${firstYear}-${lastYear}-${fingerprint([VERSION, files])}.bin`;
  const bytes = await host.kept(key, async () => {
    const speeches = await stateOfTheUnion(firstYear, lastYear);
    return encodeTokens(speeches.map(({ text }) => tokenizer.encode(text)));
  });
  return decodeTokens(bytes);
}

/**
 * A part of wikitext2 as one document, so that blocks span articles: as Hugging Face's language-modelling examples and the
 * released code have it, line by line, each line with the token that the model wants in front of a text.
 */
async function wikitextTokens(
  name: WikitextPart,
  { tokenizer, files }: LoadedTokenizer,
  host: Pick<Host, 'kept' | 'download'>,
): Promise<Uint32Array> {
  const key = `llm-tokens-wikitext-2-${name}-${fingerprint([VERSION, WIKITEXT, files])}.bin`;
  // Asked for although its tokens may be kept: a run says which files its numbers come from.
  const file = await host.download(wikitextFile(name));
  const bytes = await host.kept(key, async () => encodeTokens((await readWikitext(file)).map((row) => begun(row, tokenizer))));
  return joined(decodeTokens(bytes));
}

function begun(row: string, { encode, beginToken }: Tokenizer): Uint32Array {
  const tokens = encode(row);
  return beginToken === undefined ? tokens : Uint32Array.of(beginToken, ...tokens);
}

function joined(rows: readonly Uint32Array[]): Uint32Array {
  const tokens = new Uint32Array(rows.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const row of rows) {
    tokens.set(row, at);
    at += row.length;
  }
  return tokens;
}
