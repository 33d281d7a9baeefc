import type { Host } from '@collapse-bench/core';
import { cutIntoBlocks, type TokenBlocks } from '@collapse-bench/text';
import type { LlmOptions } from '../options.js';
import { corpusTokens } from './corpus-tokens.js';
import { loadTokenizer } from './load-tokenizer.js';
import { keepRealText, type RealText } from './real-text.js';
import { truthOf } from './truth.js';

/** Reads the corpus that metrics and data are made of: cut into tokens once a machine, into blocks once a process. */
export function loadRealText(options: LlmOptions, host: Host): Promise<RealText> {
  return keepRealText(truthOf(options), async () => {
    const { base, corpus, blockLength } = options;
    const loaded = await loadTokenizer(base, host);
    const { training, validation, test } = await corpusTokens(corpus, loaded, host);
    return {
      tokenizer: loaded.tokenizer,
      training: blocksOf('training', training, blockLength),
      validation: blocksOf('validation', validation, blockLength),
      test: blocksOf('test', test, blockLength),
    };
  });
}

/** @throws RangeError where no document is as long as a block */
function blocksOf(name: string, documents: readonly Uint32Array[], blockLength: number): TokenBlocks {
  const blocks = cutIntoBlocks(documents, blockLength);
  if (blocks.tokens.length > 0) return blocks;
  const longest = documents.reduce((most, { length }) => Math.max(most, length), 0);
  throw new RangeError(
    `llm: expected a blockLength of at most ${longest}, the longest ${name} document in tokens, found ${blockLength}`,
  );
}
