import { exp, ln } from '@collapse-bench/core';
import { NO_NGRAM, numberNgrams } from '../ngram-numbers.js';
import { documentCount, type TokenBlocks } from '../token-blocks.js';

const ORDERS = 4;
/** Stands for a count of 0 matches (Chen and Cherry 2014, smoothing 1), as in the code that introduced self-BLEU. */
const EPSILON = 0.1;

/**
 * Mean BLEU-4 of each document with all others as its references (Zhu et al. 1802.01886): how much documents resemble each
 * other, in [0, 1]. Per document: clipped n-gram precisions p_1 ... p_4 with equal weights, a precision of 0 matches taken as
 * 0.1 matches, 0 where not even one word matches, and the penalty exp(1 - r / c) for a document shorter than the reference
 * nearest in length (the shorter of two equally near). O(tokens), not O(documents^2).
 *
 * @returns undefined for fewer than two documents
 */
export function selfBleu(blocks: TokenBlocks): number | undefined {
  const documents = documentCount(blocks);
  if (documents < 2) return undefined;
  const logPrecisions = new Float64Array(documents);
  const matched = new Uint8Array(documents);
  for (let n = 1; n <= ORDERS; n++) addLogPrecisions(blocks, n, logPrecisions, matched);
  const lengths = Uint32Array.from({ length: documents }, (_, d) => blocks.offsets[d + 1] - blocks.offsets[d]);
  const sorted = lengths.slice().sort();
  let sum = 0;
  for (let d = 0; d < documents; d++) {
    if (matched[d] === 0) continue;
    const reference = nearestOtherLength(sorted, lengths[d]);
    const penalty = lengths[d] > reference ? 0 : 1 - reference / lengths[d];
    sum += exp(penalty + logPrecisions[d] / ORDERS);
  }
  return sum / documents;
}

/** Adds ln p_n of each document; `matched` becomes 1 where a single word matches. */
function addLogPrecisions(blocks: TokenBlocks, n: number, logPrecisions: Float64Array, matched: Uint8Array): void {
  const { numbers, distinct } = numberNgrams(blocks, n);
  const { offsets } = blocks;
  const documents = offsets.length - 1;
  // For each n-gram the document that says it most often, that count, and the largest count of any other document.
  const holder = new Uint32Array(distinct);
  const most = new Uint32Array(distinct);
  const second = new Uint32Array(distinct);
  const count = new Uint32Array(distinct);
  const tally = (d: number) => {
    for (let i = offsets[d]; i < offsets[d + 1]; i++) if (numbers[i] !== NO_NGRAM) count[numbers[i]]++;
  };
  /** Visits each n-gram of the document once and clears its count. */
  const drain = (d: number, visit: (ngram: number, times: number) => void) => {
    for (let i = offsets[d]; i < offsets[d + 1]; i++) {
      const ngram = numbers[i];
      if (ngram === NO_NGRAM || count[ngram] === 0) continue;
      visit(ngram, count[ngram]);
      count[ngram] = 0;
    }
  };
  for (let d = 0; d < documents; d++) {
    tally(d);
    drain(d, (ngram, times) => {
      if (times > most[ngram]) {
        second[ngram] = most[ngram];
        most[ngram] = times;
        holder[ngram] = d;
      } else if (times > second[ngram]) {
        second[ngram] = times;
      }
    });
  }
  for (let d = 0; d < documents; d++) {
    tally(d);
    let matches = 0;
    drain(d, (ngram, times) => {
      matches += Math.min(times, holder[ngram] === d ? second[ngram] : most[ngram]);
    });
    if (n === 1 && matches > 0) matched[d] = 1;
    // A document of fewer than n words has no n-grams; it counts as one that does not match.
    const total = Math.max(1, offsets[d + 1] - offsets[d] - n + 1);
    logPrecisions[d] += ln((matches === 0 ? EPSILON : matches) / total);
  }
}

/** The length nearest to `own` among all but one document of that length; the shorter of two equally near. */
function nearestOtherLength(sorted: Uint32Array, own: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < own) low = middle + 1;
    else high = middle;
  }
  if (sorted[low + 1] === own) return own;
  const below = low > 0 ? sorted[low - 1] : undefined;
  const above = low + 1 < sorted.length ? sorted[low + 1] : undefined;
  if (below === undefined) return above!;
  if (above === undefined) return below;
  return own - below <= above - own ? below : above;
}
