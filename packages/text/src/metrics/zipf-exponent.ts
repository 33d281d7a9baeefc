import { ln } from '@collapse-bench/core';
import type { TokenBlocks } from '../token-blocks.js';
import { wordCounts } from './word-counts.js';

/**
 * Exponent s of Zipf's law, frequency ~ rank^-s: minus the slope of ordinary least squares of ln count on ln rank over the
 * `ranks` most frequent words (all that occur, if fewer). The cut leaves out the flat steps of words seen once or twice.
 *
 * @param words number of word numbers, above every token
 * @param ranks an integer >= 2
 * @returns undefined where fewer than two words occur
 */
export function zipfExponent(blocks: TokenBlocks, words: number, ranks: number): number | undefined {
  if (!(Number.isInteger(ranks) && ranks >= 2))
    throw new RangeError(`zipfExponent: expected an integer ranks >= 2, found ${ranks}`);
  const counts = wordCounts(blocks, words).sort().reverse();
  let n = 0;
  while (n < Math.min(ranks, words) && counts[n] > 0) n++;
  if (n < 2) return undefined;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < n; i++) {
    meanX += ln(i + 1) / n;
    meanY += ln(counts[i]) / n;
  }
  let xy = 0;
  let xx = 0;
  for (let i = 0; i < n; i++) {
    const x = ln(i + 1) - meanX;
    xy += x * (ln(counts[i]) - meanY);
    xx += x * x;
  }
  // 0 and not -0 for a flat law.
  return xy === 0 ? 0 : -xy / xx;
}
