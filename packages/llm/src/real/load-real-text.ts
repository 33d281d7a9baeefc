import type { Host } from '@collapse-bench/core';
import { cutIntoBlocks, splitDocuments, stateOfTheUnion, type TokenBlocks } from '@collapse-bench/text';
import { type Tokenizer, tokenizerOf } from '../tokenizer/tokenizer.js';
import { fingerprint } from './fingerprint.js';
import { keepRealText, type RealText } from './real-text.js';
import { decodeTokens, encodeTokens } from './token-bytes.js';
import { ownTokenizerJson } from './tokenizer-files.js';
import type { LlmTruth } from './truth.js';

/** Another number when the tokens of a text change though neither tokenizer nor text does. */
const VERSION = 1;

/** Reads the corpus that metrics and data are made of: cut into tokens once a machine, into blocks once a process. */
export function loadRealText(truth: LlmTruth, host: Host): Promise<RealText> {
  return keepRealText(truth, async () => {
    const { corpus, blockLength } = truth;
    if (corpus.kind === 'wikitext-2') throw new Error('llm: wikitext-2 is not read yet');
    const json = await ownTokenizerJson(host);
    const tokenizer = tokenizerOf({ tokenizerJson: json });
    const documents = await addressTokens(corpus.firstYear, corpus.lastYear, tokenizer, json, host);
    const { training, validation, test } = splitDocuments(documents);
    return {
      tokenizer,
      training: blocksOf('training', training, blockLength),
      validation: blocksOf('validation', validation, blockLength),
      test: blocksOf('test', test, blockLength),
    };
  });
}

/**
 * The tokens of each address of these years, in order.
 *
 * @param json what `tokenizer` was made of
 */
export async function addressTokens(
  firstYear: number,
  lastYear: number,
  tokenizer: Tokenizer,
  json: string,
  host: Pick<Host, 'kept'>,
): Promise<readonly Uint32Array[]> {
  const key = `llm-tokens-${firstYear}-${lastYear}-${fingerprint([VERSION, json])}.bin`;
  const bytes = await host.kept(key, async () => {
    const speeches = await stateOfTheUnion(firstYear, lastYear);
    return encodeTokens(speeches.map(({ text }) => tokenizer.encode(text)));
  });
  return decodeTokens(bytes);
}

/** @throws RangeError where no document is as long as a block */
export function blocksOf(name: string, documents: readonly Uint32Array[], blockLength: number): TokenBlocks {
  const blocks = cutIntoBlocks(documents, blockLength);
  if (blocks.tokens.length > 0) return blocks;
  const longest = documents.reduce((most, { length }) => Math.max(most, length), 0);
  throw new RangeError(
    `llm: expected a blockLength of at most ${longest}, the longest ${name} document in tokens, found ${blockLength}`,
  );
}
