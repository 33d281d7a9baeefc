import type { TokenBlocks } from './token-blocks.js';

/** Stands where no n-gram ends: too near to the beginning of a document. */
export const NO_NGRAM = 0xffffffff;

/** Which n-grams a text holds: equal n-grams have equal numbers. */
export interface NgramNumbers {
  /** Uint32Array[tokens]: number of the n-gram that ends at each token, 0 ... distinct - 1 in order of first appearance, or NO_NGRAM. */
  readonly numbers: Uint32Array;
  /** Number of different n-grams. */
  readonly distinct: number;
  /** Number of n-grams. */
  readonly total: number;
}

/**
 * Numbers the n-grams of a text; none spans two documents. Exact, not by fingerprints: an n-gram is the pair of the
 * number of its first n - 1 words and its last word, looked up in a hash table over typed arrays. O(n tokens).
 *
 * @param n a positive integer
 * @throws RangeError if it is anything else
 */
export function numberNgrams(blocks: TokenBlocks, n: number): NgramNumbers {
  if (!(Number.isInteger(n) && n >= 1)) throw new RangeError(`numberNgrams: expected a positive integer n, found ${n}`);
  let found = numberPairs(blocks, undefined, 1);
  for (let length = 2; length <= n; length++) found = numberPairs(blocks, found.numbers, length);
  return found;
}

/** From the (length - 1)-grams to the length-grams. */
function numberPairs({ tokens, offsets }: TokenBlocks, shorter: Uint32Array | undefined, length: number): NgramNumbers {
  const numbers = new Uint32Array(tokens.length).fill(NO_NGRAM);
  // At most half full. A slot holds number + 1, so that 0 is empty; the pair itself stands beside it.
  const bits = Math.max(4, 33 - Math.clz32(tokens.length));
  const mask = (1 << bits) - 1;
  const slots = new Uint32Array(1 << bits);
  const firsts = new Uint32Array(1 << bits);
  const lasts = new Uint32Array(1 << bits);
  let distinct = 0;
  let total = 0;
  for (let d = 0; d + 1 < offsets.length; d++) {
    for (let i = offsets[d] + length - 1; i < offsets[d + 1]; i++) {
      const first = shorter === undefined ? 0 : shorter[i - 1];
      const last = tokens[i];
      let at = (Math.imul(Math.imul(first, 0x85ebca6b) ^ (last + 0x7f4a7c15), 0x9e3779b1) >>> (32 - bits)) & mask;
      while (slots[at] !== 0 && (firsts[at] !== first || lasts[at] !== last)) at = (at + 1) & mask;
      if (slots[at] === 0) {
        slots[at] = ++distinct;
        firsts[at] = first;
        lasts[at] = last;
      }
      numbers[i] = slots[at] - 1;
      total++;
    }
  }
  return { numbers, distinct, total };
}
