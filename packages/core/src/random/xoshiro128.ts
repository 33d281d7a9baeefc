import type { Rng } from './rng.js';

const TWO_TO_MINUS_32 = 2 ** -32;
const TWO_TO_MINUS_52 = 2 ** -52;
const TWO_TO_MINUS_53 = 2 ** -53;

/** A copy that goes on from the same place. */
export function cloneRng(rng: Rng): Rng {
  return { state: rng.state.slice() };
}

/** The next 32 bits: xoshiro128++ (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators"). */
export function nextUint32(rng: Rng): number {
  const s = rng.state;
  const s0 = s[0];
  let s1 = s[1];
  let s2 = s[2];
  let s3 = s[3];
  const sum = (s0 + s3) | 0;
  const result = (((sum << 7) | (sum >>> 25)) + s0) >>> 0;
  const t = s1 << 9;
  s2 ^= s0;
  s3 ^= s1;
  s1 ^= s2;
  s[0] = s0 ^ s3;
  s[1] = s1;
  s[2] = s2 ^ t;
  s[3] = (s3 << 11) | (s3 >>> 21);
  return result;
}

/** Uniform on [0, 1), a multiple of 2^-53. Takes two draws of 32 bits. */
export function uniform(rng: Rng): number {
  const high = nextUint32(rng) >>> 5;
  const low = nextUint32(rng) >>> 6;
  return (high * 67108864 + low) * TWO_TO_MINUS_53;
}

/** Fills `out` with uniforms on [0, 1): the same as that many calls of `uniform`. */
export function fillUniform(rng: Rng, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = uniform(rng);
}

/**
 * Uniform on (0, 1): an odd multiple of 2^-53, so never 0 and never 1, and symmetric about 1/2; for logarithms and
 * quotients. Takes two draws of 32 bits. (52 bits and a half: with 53 the largest value would round to 1.)
 */
export function openUniform(rng: Rng): number {
  const high = nextUint32(rng) >>> 6;
  const low = nextUint32(rng) >>> 6;
  return (high * 67108864 + low + 0.5) * TWO_TO_MINUS_52;
}

/** Up to here `word * n` is exact in a double for every 32-bit word. */
const MULTIPLIES_EXACTLY = 2 ** 21;

/**
 * An integer uniform on 0, 1, ..., n - 1, without bias. Up to n = 2^21 by one 32-bit draw (Lemire 2019, "Fast random
 * integer generation in an interval", doi 10.1145/3230636), beyond by 53 bits; either draws again where the words do
 * not divide evenly among the n values.
 *
 * @param n an integer, 1 <= n <= 2^53
 * @throws RangeError if n is anything else
 */
export function uniformInteger(rng: Rng, n: number): number {
  if (!(n >= 1 && n <= 2 ** 53) || Math.floor(n) !== n) {
    throw new RangeError(`uniformInteger: expected an integer n with 1 <= n <= 2^53, found ${n}`);
  }
  if (n <= MULTIPLIES_EXACTLY) {
    let product = nextUint32(rng) * n;
    let low = product >>> 0;
    if (low < n) {
      const uneven = 2 ** 32 % n;
      while (low < uneven) {
        product = nextUint32(rng) * n;
        low = product >>> 0;
      }
    }
    return (product - low) * TWO_TO_MINUS_32;
  }
  // Cells of equal width tile [0, 2^53); what is left over at the end gives a quotient of n or more. The rounded
  // quotient has the right floor: an integer k is at least 1/width above the quotient before it, which is more than
  // half the spacing of doubles below k, as k width <= 2^53.
  const width = Math.floor(2 ** 53 / n);
  for (;;) {
    const high = nextUint32(rng) >>> 5;
    const low = nextUint32(rng) >>> 6;
    const cell = Math.floor((high * 67108864 + low) / width);
    if (cell < n) return cell;
  }
}
