import type { Oracle, Setting } from '@collapse-bench/core';
import type { NgramOptions } from '../options.js';
import { type RealText, realText } from '../real/real-text.js';

/**
 * E sum_w f_w^2 for the word frequencies f of `count` different random blocks out of all B:
 * sum_w p_w^2 + (1 - count/B) S_w^2 / count, p_w the frequency in all blocks and S_w^2 the sample variance of w's frequency
 * between blocks (Cochran 1977, Theorem 2.2).
 */
export function expectedHomozygosityOfBlocks({ training, vocabulary }: RealText, count: number): number {
  const { tokens, offsets } = training;
  const blocks = offsets.length - 1;
  const length = tokens.length / blocks;
  const outcomes = vocabulary.words.length + 1;
  // Sums over blocks of the counts of each word and of their squares.
  const sums = new Float64Array(outcomes);
  const squares = new Float64Array(outcomes);
  const own = new Float64Array(outcomes);
  for (let b = 0; b < blocks; b++) {
    for (let i = offsets[b]; i < offsets[b + 1]; i++) own[tokens[i]]++;
    for (let i = offsets[b]; i < offsets[b + 1]; i++) {
      const c = own[tokens[i]];
      if (c === 0) continue;
      sums[tokens[i]] += c;
      squares[tokens[i]] += c * c;
      own[tokens[i]] = 0;
    }
  }
  let total = 0;
  for (let w = 0; w < outcomes; w++) {
    const mean = sums[w] / blocks;
    const variance = blocks > 1 ? (squares[w] - blocks * mean * mean) / (blocks - 1) : 0;
    total += mean * mean + ((1 - count / blocks) * variance) / count;
  }
  return total / (length * length);
}

/** A model of order 1 without smoothing is the discrete system: words drawn independently by their frequencies. */
export const unigramOracle: Oracle<Setting<NgramOptions>> = {
  id: 'N1',
  summary:
    'Order 1 without smoothing is resampling: E(1 - sum p^2) falls by 1 - 1/N a generation, N = samples * blockLength words (D1; Wright 1931), from the first sample of real blocks (Cochran 1977).',
  metric: 'homozygosity',
  statistic: { kind: 'mean' },
  predict: ({ system, mitigation, samples }, generation) => {
    const { order, smoothing, corpus, blockLength } = system;
    // Prose has to be read first, which a prediction cannot wait for.
    if (order !== 1 || smoothing.kind !== 'add-k' || smoothing.k !== 0 || corpus.kind !== 'zipf-markov') return undefined;
    if (generation > 1 && mitigation.id !== 'replace') return undefined;
    const first = expectedHomozygosityOfBlocks(realText(system), samples);
    let left = 1 - first;
    for (let g = 1; g < generation; g++) left *= 1 - 1 / (samples * blockLength);
    return { kind: 'exact', value: 1 - left };
  },
};
