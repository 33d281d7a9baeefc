import type { TokenBlocks } from '@collapse-bench/text';

/** The n-grams of one length that occur in a text, n = 1, 2, ...: one level of a trie. Its contexts are the entries of the level above. */
export interface CountLevel {
  /** Uint32Array[contexts + 1]: the entries of context c are starts[c] ... starts[c + 1] - 1. Level 1 has one context, the empty one. */
  readonly starts: Uint32Array;
  /** Uint32Array[entries]: last word of each n-gram, ascending within a context. */
  readonly words: Uint32Array;
  /** Uint32Array[entries]: the entry one level above of the n-gram without its first word; 0 on level 1. */
  readonly suffixes: Uint32Array;
  /** Float64Array[entries]: how often it occurs, in document weights. */
  readonly counts: Float64Array;
  /** Uint8Array[entries]: 1 where the n-gram begins with the beginning of a block, so that nothing can stand before it. */
  readonly opening: Uint8Array;
}

export interface NgramCounts {
  /** Number of words that can be said, `<unk>` included. The number after the last stands for the beginning of a block. */
  readonly outcomes: number;
  /** levels[n - 1] holds the n-grams, n = 1 ... order. */
  readonly levels: readonly CountLevel[];
}

/** Stands where no n-gram ends. */
const NONE = 0xffffffff;

/**
 * Counts all n-grams up to length `order`. Each document is read with one mark of its beginning in front (for orders of 2
 * and more), which only ever is context: level 1 has an entry for it that counts nothing. O(order * tokens), by counting
 * sorts over typed arrays.
 *
 * @param outcomes number of words; every token is below
 * @throws RangeError for a text without tokens, a text with weights that are not >= 0, or a token out of range
 */
export function countNgrams(blocks: TokenBlocks, order: number, outcomes: number): NgramCounts {
  const { words, weights, begins } = padded(blocks, order > 1, outcomes);
  const positions = words.length;
  const byWord = sortedByWord(words, outcomes + 1);
  // The n-gram that ends at each position, at first the word alone.
  let endingAt = new Uint32Array(positions);
  const levels: CountLevel[] = [];
  for (let n = 1; n <= order; n++) {
    const shorter = endingAt;
    const contexts = n === 1 ? 1 : levels[n - 2].words.length;
    const context = (p: number) => (n === 1 ? 0 : begins[p] === 1 ? NONE : shorter[p - 1]);
    const starts = new Uint32Array(contexts + 1);
    const byContext = sortedByContext(byWord, context, starts);
    endingAt = new Uint32Array(positions).fill(NONE);
    const entryWords = new Uint32Array(byContext.length);
    const suffixes = new Uint32Array(byContext.length);
    const counts = new Float64Array(byContext.length);
    const opening = new Uint8Array(byContext.length);
    let entries = 0;
    let from = 0;
    for (let c = 0; c < contexts; c++) {
      const first = entries;
      for (let i = from; i < starts[c + 1]; i++) {
        const p = byContext[i];
        if (entries === first || entryWords[entries - 1] !== words[p]) {
          entryWords[entries] = words[p];
          suffixes[entries] = n === 1 ? 0 : shorter[p];
          opening[entries] = n === 1 ? begins[p] : levels[n - 2].opening[c];
          entries++;
        }
        counts[entries - 1] += begins[p] === 1 ? 0 : weights[p];
        endingAt[p] = entries - 1;
      }
      from = starts[c + 1];
      starts[c + 1] = entries;
    }
    levels.push({
      starts,
      words: entryWords.slice(0, entries),
      suffixes: suffixes.slice(0, entries),
      counts: counts.slice(0, entries),
      opening: opening.slice(0, entries),
    });
  }
  return { outcomes, levels };
}

/** All documents of a positive weight in one array, each with its mark in front if asked for. */
function padded({ tokens, offsets, weights: given }: TokenBlocks, mark: boolean, outcomes: number) {
  const documents = offsets.length - 1;
  const weightOf = (d: number) => (given === undefined ? 1 : given[d]);
  let positions = 0;
  let read = 0;
  for (let d = 0; d < documents; d++) {
    const weight = weightOf(d);
    if (!(weight >= 0)) throw new RangeError(`countNgrams: expected weights >= 0, found ${weight} at document ${d}`);
    if (weight === 0) continue;
    read += offsets[d + 1] - offsets[d];
    positions += offsets[d + 1] - offsets[d] + (mark ? 1 : 0);
  }
  if (read === 0) throw new RangeError('countNgrams: expected a text with at least one token of positive weight, found none');
  const words = new Uint32Array(positions);
  const weights = new Float64Array(positions);
  const begins = new Uint8Array(positions);
  let p = 0;
  for (let d = 0; d < documents; d++) {
    const weight = weightOf(d);
    if (weight === 0) continue;
    if (mark) {
      begins[p] = 1;
      words[p++] = outcomes;
    }
    for (let i = offsets[d]; i < offsets[d + 1]; i++) {
      if (tokens[i] >= outcomes) {
        throw new RangeError(`countNgrams: expected word numbers below ${outcomes}, found ${tokens[i]} at token ${i}`);
      }
      weights[p] = weight;
      words[p++] = tokens[i];
    }
  }
  return { words, weights, begins };
}

/** The positions in order of their words: a stable counting sort. */
function sortedByWord(words: Uint32Array, bound: number): Uint32Array {
  const next = new Uint32Array(bound + 1);
  for (let p = 0; p < words.length; p++) next[words[p] + 1]++;
  for (let w = 0; w < bound; w++) next[w + 1] += next[w];
  const sorted = new Uint32Array(words.length);
  for (let p = 0; p < words.length; p++) sorted[next[words[p]]++] = p;
  return sorted;
}

/**
 * The positions that have a context in order of it, equal ones as before; `starts` becomes the border of each context in the
 * result.
 */
function sortedByContext(positions: Uint32Array, context: (p: number) => number, starts: Uint32Array): Uint32Array {
  let kept = 0;
  for (let i = 0; i < positions.length; i++) {
    const c = context(positions[i]);
    if (c === NONE) continue;
    starts[c + 1]++;
    kept++;
  }
  for (let c = 0; c + 1 < starts.length; c++) starts[c + 1] += starts[c];
  const next = starts.slice();
  const sorted = new Uint32Array(kept);
  for (let i = 0; i < positions.length; i++) {
    const c = context(positions[i]);
    if (c !== NONE) sorted[next[c]++] = positions[i];
  }
  return sorted;
}
