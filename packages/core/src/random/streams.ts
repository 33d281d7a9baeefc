import seedrandom from 'seedrandom';
import type { Rng } from './rng.js';

/** Names a family of streams; 128 bits. */
export type StreamKey = Uint32Array;

/**
 * The key of a family of streams, named by the suite's seed and axis labels such as `replicate=3/fit`. `seedrandom`
 * mixes the words into 128 bits; it takes microseconds, so it is done once a family.
 *
 * @param seed a safe integer
 */
export function streamKey(seed: number, label: string): StreamKey {
  const mix = seedrandom(`collapse-bench/${seed}/${label}`);
  return Uint32Array.of(mix.int32(), mix.int32(), mix.int32(), mix.int32());
}

/** Murmur3's 32-bit finalizer: every input bit reaches every output bit. */
function scramble(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * The `index`-th stream of a family, usually one a generation: cheap (tens of nanoseconds), and independent of how much
 * any other stream has been used.
 *
 * @param index a non-negative safe integer
 */
export function streamAt(key: StreamKey, index: number): Rng {
  const low = index >>> 0;
  const high = Math.floor(index / 2 ** 32) >>> 0;
  const state = new Uint32Array(4);
  let carry = scramble(low ^ key[0]);
  for (let i = 0; i < 4; i++) {
    // The high half enters one word later than the low half: no two indices share a state.
    if (i === 1) carry ^= high;
    carry = scramble((carry + key[i] + Math.imul(i + 1, 0x9e3779b9)) | 0);
    state[i] = carry ^ key[(i + 1) & 3];
  }
  // xoshiro's one forbidden state.
  if ((state[0] | state[1] | state[2] | state[3]) === 0) state[0] = 1;
  return { state };
}
