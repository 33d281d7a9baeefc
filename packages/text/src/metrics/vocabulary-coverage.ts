import type { TokenBlocks } from '../token-blocks.js';

/** Fraction of the word numbers 0 ... words - 1 that occur at all; larger numbers, such as `<unk>`, are passed over. */
export function vocabularyCoverage({ tokens }: TokenBlocks, words: number): number {
  const seen = new Uint8Array(words);
  let count = 0;
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i] >= words || seen[tokens[i]] === 1) continue;
    seen[tokens[i]] = 1;
    count++;
  }
  return count / words;
}
