/** Below this the engine's own sort is as fast. */
const RADIX_FROM = 2000;

/** Bits of a digit: three to a 32-bit word. */
const DIGIT = 11;
const BUCKETS = 1 << DIGIT;
const PASSES = 6;

/** Which of a double's two words has the sign: the second where the low end comes first. */
const HIGH = new Uint32Array(Float64Array.of(-1).buffer)[0] === 0 ? 1 : 0;
const LOW = 1 - HIGH;

/**
 * A copy in ascending order, -0 before 0: what `values.slice().sort()` gives, in O(n) by a radix sort of the doubles' bits,
 * which is faster from some two thousand values on (twice at 1e6).
 *
 * @param values without NaN, whose place would depend on its sign bit
 */
export function ascending(values: Float64Array): Float64Array {
  const sorted = values.slice();
  if (values.length < RADIX_FROM) return sorted.sort();
  const count = values.length;
  let from = new Uint32Array(sorted.buffer);
  let to = new Uint32Array(2 * count);
  const starts = countDigits(from, count);
  for (let pass = 0; pass < PASSES; pass++) {
    const offset = pass * BUCKETS;
    if (!runningStarts(starts, offset, count)) continue;
    const word = pass < 3 ? LOW : HIGH;
    const shift = DIGIT * (pass % 3);
    for (let i = 0; i < 2 * count; i += 2) {
      const place = 2 * starts[offset + ((from[i + word] >>> shift) & (BUCKETS - 1))]++;
      to[place] = from[i];
      to[place + 1] = from[i + 1];
    }
    [from, to] = [to, from];
  }
  for (let i = 0; i < 2 * count; i += 2) {
    // Back from bits that are ordered as integers.
    const flip = from[i + HIGH] >>> 31 === 0 ? 0xffffffff : 0;
    from[i + HIGH] ^= flip | 0x80000000;
    from[i + LOW] ^= flip;
  }
  return new Float64Array(from.buffer);
}

/**
 * Counts the digits of every pass, having turned the doubles into integers of the same order, in place: all bits of negative
 * ones change, else the sign bit alone.
 */
function countDigits(words: Uint32Array, count: number): Uint32Array {
  const counts = new Uint32Array(PASSES * BUCKETS);
  for (let i = 0; i < 2 * count; i += 2) {
    const flip = words[i + HIGH] >>> 31 === 0 ? 0 : 0xffffffff;
    const high = words[i + HIGH] ^ (flip | 0x80000000);
    const low = words[i + LOW] ^ flip;
    words[i + HIGH] = high;
    words[i + LOW] = low;
    for (let digit = 0; digit < 3; digit++) {
      counts[digit * BUCKETS + ((low >>> (DIGIT * digit)) & (BUCKETS - 1))]++;
      counts[(3 + digit) * BUCKETS + ((high >>> (DIGIT * digit)) & (BUCKETS - 1))]++;
    }
  }
  return counts;
}

/** Turns the counts of one pass into starting places; false where all values share a digit and nothing moves. */
function runningStarts(counts: Uint32Array, offset: number, count: number): boolean {
  let start = 0;
  for (let bucket = offset; bucket < offset + BUCKETS; bucket++) {
    const here = counts[bucket];
    if (here === count) return false;
    counts[bucket] = start;
    start += here;
  }
  return true;
}
