import type { TokenBlocks } from '../token-blocks.js';

/** How often each word number 0, 1, ..., words - 1 occurs: Float64Array[words]. Document weights do not count here. */
export function wordCounts({ tokens }: TokenBlocks, words: number): Float64Array {
  const counts = new Float64Array(words);
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i] >= words) throw new RangeError(`wordCounts: expected word numbers below ${words}, found ${tokens[i]} at ${i}`);
    counts[tokens[i]]++;
  }
  return counts;
}
