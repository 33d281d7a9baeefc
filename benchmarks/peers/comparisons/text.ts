import { createAliasTable, streamAt, streamKey, weightedChoice } from '@collapse-bench/core';
import { fitNgram, meanSurprise } from '@collapse-bench/ngram';
import { distinctN, equalBlocks, selfBleu, type TokenBlocks } from '@collapse-bench/text';
import type { Comparison, Side } from '../comparison.js';

const WORDS = 5000;
const BLOCK = 64;

/** Text metrics and n-gram models on words drawn by Zipf's law. */
export const textComparison: Comparison = {
  name: 'text',
  title: 'text metrics and n-gram models on blocks of 64 words (NumPy, sacreBLEU, NLTK)',
  rows: [
    {
      name: 'distinct-3 of 1,024,000 tokens (np.unique)',
      unit: 'tokens',
      work: 16_000 * BLOCK,
      ours: () => measured(16_000, (blocks) => distinctN(blocks, 3)!),
      peer: 'text-distinct-3',
      // Two texts of one law: 0.0003 is the noise of either.
      tolerance: 0.003,
    },
    {
      name: 'self-BLEU of 100 blocks (sacreBLEU, each against all others)',
      unit: 'blocks',
      work: 100,
      ours: () => measured(100, (blocks) => selfBleu(blocks)!),
      peer: 'text-self-bleu',
      tolerance: 0.02,
    },
    {
      name: 'a trigram model of 6,400 tokens and its perplexity on as many (NLTK Lidstone)',
      unit: 'tokens',
      work: 100 * BLOCK,
      ours: () =>
        measured(200, (blocks) => {
          const tokens = blocks.tokens;
          const [seen, held] = [tokens.subarray(0, 100 * BLOCK), tokens.subarray(100 * BLOCK)].map((each) =>
            equalBlocks(each, BLOCK),
          );
          return meanSurprise(fitNgram(seen, 3, { kind: 'add-k', k: 0.1 }, WORDS + 1), held)!;
        }),
      peer: 'text-trigrams',
      tolerance: 0.05,
    },
  ],
};

/** Draws the text before the clock starts. */
function measured(blocks: number, measure: (blocks: TokenBlocks) => number): Side {
  const table = createAliasTable(Float64Array.from({ length: WORDS }, (_, i) => 1 / (i + 1)));
  const rng = streamAt(streamKey(1, 'peers/text'), 0);
  const text = equalBlocks(
    Uint32Array.from({ length: blocks * BLOCK }, () => weightedChoice(rng, table)),
    BLOCK,
  );
  let found = 0;
  return {
    run: () => {
      found = measure(text);
    },
    agree: () => found,
  };
}
