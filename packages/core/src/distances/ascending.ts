/** Below this the engine's own sort is as fast. */
const RADIX_FROM = 1000;

/** Bits of a digit; three make a 32-bit word. */
const DIGIT = 11;
const BUCKETS = 1 << DIGIT;
const PASSES = 3;

/** Values that insertion may move past one another, for each value, before it is given up. */
const MOVES = 16;

/** Which of a double's two words has the sign: the second where the low end comes first. */
const HIGH = new Uint32Array(Float64Array.of(-1).buffer)[0] === 0 ? 1 : 0;

/**
 * A copy in ascending order, -0 before 0: what `values.slice().sort()` gives, but faster (three times at 1e6). A radix sort by
 * the upper halves of the doubles' bits leaves neighbours that agree to six digits out of order at most, which insertion
 * mends; where too many do agree, the engine sorts.
 *
 * @param values without NaN
 */
export function ascending(values: Float64Array): Float64Array {
  const count = values.length;
  let from = values.slice();
  if (count < RADIX_FROM) return from.sort();
  let to = new Float64Array(count);
  const starts = countDigits(new Uint32Array(from.buffer), count);
  for (let pass = 0; pass < PASSES; pass++) {
    if (!runningStarts(starts, pass * BUCKETS, count)) continue;
    scatter(from, new Uint32Array(from.buffer), to, starts, pass);
    [from, to] = [to, from];
  }
  return insertionSort(from) ? from : from.sort();
}

/** The upper word as an integer of the doubles' order: all bits of negative ones change, else the sign bit alone. */
function ordered(high: number): number {
  return high ^ ((high >> 31) | 0x80000000);
}

function countDigits(words: Uint32Array, count: number): Uint32Array {
  const counts = new Uint32Array(PASSES * BUCKETS);
  for (let i = HIGH; i < 2 * count; i += 2) {
    const key = ordered(words[i]);
    counts[key & (BUCKETS - 1)]++;
    counts[BUCKETS + ((key >>> DIGIT) & (BUCKETS - 1))]++;
    counts[2 * BUCKETS + (key >>> (2 * DIGIT))]++;
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

function scatter(from: Float64Array, words: Uint32Array, to: Float64Array, starts: Uint32Array, pass: number): void {
  const offset = pass * BUCKETS;
  const shift = pass * DIGIT;
  for (let i = 0; i < from.length; i++) {
    const digit = (ordered(words[2 * i + HIGH]) >>> shift) & (BUCKETS - 1);
    to[starts[offset + digit]++] = from[i];
  }
}

/** In place; false, with the same values in some order, where it would take long. */
function insertionSort(values: Float64Array): boolean {
  let left = MOVES * values.length;
  for (let i = 1; i < values.length; i++) {
    const value = values[i];
    let j = i;
    while (j > 0 && values[j - 1] > value) {
      values[j] = values[j - 1];
      j--;
    }
    values[j] = value;
    left -= i - j;
    if (left < 0) return false;
  }
  return true;
}
