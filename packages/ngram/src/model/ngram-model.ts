/**
 * One level of a model: n-grams in the order of a trie. The contexts of a level, word sequences of length n - 1, are the
 * entries of the level above.
 */
export interface NgramLevel {
  /** Uint32Array[contexts + 1]: the entries of context c are starts[c] ... starts[c + 1] - 1. Level 1 has one context, the empty one. */
  readonly starts: Uint32Array;
  /** Uint32Array[entries]: last word, ascending within a context. */
  readonly words: Uint32Array;
  /** Uint32Array[entries]: the entry one level above without the first word; 0 on level 1. */
  readonly suffixes: Uint32Array;
  /** Float64Array[entries]: p(word | context). */
  readonly probabilities: Float64Array;
  /**
   * Float64Array[entries]: running sums within a context of what the context itself gives to its words,
   * p(word | context) - backoff(context) p(word | shorter context); the last of a context is 1 - its backoff.
   */
  readonly cumulative: Float64Array;
  /** Float64Array[contexts]: weight of the shorter context; on level 1 of the uniform distribution over all words. */
  readonly backoffs: Float64Array;
}

/**
 * An interpolated n-gram model, plain data: p(w | h) = mass(h, w) + backoff(h) p(w | h without its first word), down to the
 * uniform distribution over all words. Every smoothing here, and every temperature, is of this form, so one road samples
 * and scores them all: O(log) a word, whatever the size of the vocabulary.
 */
export interface NgramParams {
  /** Number of words that can be said, `<unk>` included; the number after the last stands for the beginning of a block. */
  readonly outcomes: number;
  /** levels[n - 1] holds the n-grams, n = 1 ... order. */
  readonly levels: readonly NgramLevel[];
}

/** A place in a text: the longest known context, `length` words long. */
export interface Place {
  length: number;
  context: number;
}

/** The place at the beginning of a block. */
export function beginning(params: NgramParams, out: Place): void {
  const { levels, outcomes } = params;
  const mark = levels.length > 1 ? entryOf(levels[0], 0, outcomes) : -1;
  out.length = mark < 0 ? 0 : 1;
  out.context = Math.max(mark, 0);
}

/** The entry of a context's word, -1 if there is none. */
export function entryOf({ starts, words }: NgramLevel, context: number, word: number): number {
  let low = starts[context];
  let high = starts[context + 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (words[middle] < word) low = middle + 1;
    else high = middle;
  }
  return low < starts[context + 1] && words[low] === word ? low : -1;
}

/** The context without its first word: one level down. */
export function shorterContext(levels: readonly NgramLevel[], length: number, context: number): number {
  return levels[length - 1].suffixes[context];
}

/**
 * p(word | place), and moves the place behind the word. A word that is known after a context is known after every shorter
 * one, so the search stops at the longest.
 */
export function advance({ levels, outcomes }: NgramParams, place: Place, word: number): number {
  let { length, context } = place;
  let scale = 1;
  for (;;) {
    const entry = entryOf(levels[length], context, word);
    if (entry >= 0) {
      moveTo(levels, place, length, entry);
      return scale * levels[length].probabilities[entry];
    }
    scale *= levels[length].backoffs[context];
    if (length === 0) break;
    context = shorterContext(levels, length, context);
    length--;
  }
  place.length = 0;
  place.context = 0;
  return scale / outcomes;
}

/** Puts the place behind an entry of the level with contexts of this length. */
export function moveTo(levels: readonly NgramLevel[], place: Place, length: number, entry: number): void {
  const known = length + 1 < levels.length;
  place.length = known ? length + 1 : length;
  place.context = known ? entry : levels[length].suffixes[entry];
}
