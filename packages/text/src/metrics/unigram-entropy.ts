import { ln } from '@collapse-bench/core';
import type { TokenBlocks } from '../token-blocks.js';
import { wordCounts } from './word-counts.js';

/**
 * Shannon entropy of the word frequencies, -sum f ln f, in nats (the plug-in estimate: too small in small texts, so compare
 * only texts of equal size).
 *
 * @param words number of word numbers, above every token
 * @returns undefined for a text without tokens
 */
export function unigramEntropy(blocks: TokenBlocks, words: number): number | undefined {
  const total = blocks.tokens.length;
  if (total === 0) return undefined;
  const counts = wordCounts(blocks, words);
  let sum = 0;
  for (let i = 0; i < words; i++) if (counts[i] > 0) sum += counts[i] * ln(counts[i]);
  // -sum (c / N) ln(c / N)
  return ln(total) - sum / total;
}
