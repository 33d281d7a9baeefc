import type { Rng } from './rng.js';
import { uniformInteger } from './xoshiro128.js';

/** Below n / k of this, an array of all n indices is cheaper than a hash table of k. */
const SPARSE_FROM = 16;

/**
 * The integers 0 ... n - 1 in uniformly random order (Fisher and Yates).
 *
 * @param n integer, 0 <= n <= 2^32
 * @throws RangeError if n is anything else
 */
export function permutation(rng: Rng, n: number): Uint32Array {
  checkCount('permutation', 'n', n, 0, 2 ** 32);
  return shuffledPrefix(rng, n, n);
}

/**
 * k different integers of 0 ... n - 1; every ordered choice is equally likely. Takes O(k) memory when k is much smaller
 * than n, by keeping only the moved entries of the shuffled array.
 *
 * @param n integer, 0 <= n <= 2^32
 * @param k integer, 0 <= k <= n
 * @throws RangeError if n or k is out of range
 */
export function sampleWithoutReplacement(rng: Rng, n: number, k: number): Uint32Array {
  checkCount('sampleWithoutReplacement', 'n', n, 0, 2 ** 32);
  checkCount('sampleWithoutReplacement', 'k', k, 0, n);
  return n >= SPARSE_FROM * k ? sparsePrefix(rng, n, k) : shuffledPrefix(rng, n, k);
}

/**
 * k independent integers, each uniform on 0 ... n - 1.
 *
 * @param n integer, 1 <= n <= 2^32
 * @param k integer, 0 <= k <= 2^32
 * @throws RangeError if n or k is out of range
 */
export function sampleWithReplacement(rng: Rng, n: number, k: number): Uint32Array {
  checkCount('sampleWithReplacement', 'n', n, 1, 2 ** 32);
  checkCount('sampleWithReplacement', 'k', k, 0, 2 ** 32);
  const out = new Uint32Array(k);
  for (let i = 0; i < k; i++) out[i] = uniformInteger(rng, n);
  return out;
}

/** The first k entries of a shuffle of 0 ... n - 1. */
export function shuffledPrefix(rng: Rng, n: number, k: number): Uint32Array {
  const all = new Uint32Array(n);
  for (let i = 0; i < n; i++) all[i] = i;
  for (let i = 0; i < k; i++) {
    const j = i + uniformInteger(rng, n - i);
    const chosen = all[j];
    all[j] = all[i];
    all[i] = chosen;
  }
  return k === n ? all : all.slice(0, k);
}

/**
 * As `shuffledPrefix`, the same values from the same draws, with a hash table of the entries that have moved in the
 * array's place.
 */
export function sparsePrefix(rng: Rng, n: number, k: number): Uint32Array {
  const out = new Uint32Array(k);
  // Open addressing, at most half full. A key is stored as position + 1, so that 0 is an empty slot.
  const bits = Math.max(1, 33 - Math.clz32(k));
  const keys = new Float64Array(1 << bits);
  const values = new Uint32Array(1 << bits);
  for (let i = 0; i < k; i++) {
    const j = i + uniformInteger(rng, n - i);
    const slotOfJ = slot(keys, bits, j);
    out[i] = keys[slotOfJ] === 0 ? j : values[slotOfJ];
    // Position i is never looked at again, so what stood there need only be known at j.
    const slotOfI = slot(keys, bits, i);
    const atI = keys[slotOfI] === 0 ? i : values[slotOfI];
    keys[slotOfJ] = j + 1;
    values[slotOfJ] = atI;
  }
  return out;
}

/** Where `position` is, or would go: Fibonacci hashing and linear probing. */
function slot(keys: Float64Array, bits: number, position: number): number {
  const mask = keys.length - 1;
  let at = Math.imul(position, 0x9e3779b1) >>> (32 - bits);
  while (keys[at] !== 0 && keys[at] !== position + 1) at = (at + 1) & mask;
  return at;
}

function checkCount(name: string, argument: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most) || Math.floor(value) !== value) {
    throw new RangeError(`${name}: expected an integer ${argument} from ${least} to ${most}, found ${value}`);
  }
}
