import type { Rng } from './rng.js';

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

/** Uniform on [0, 1), a multiple of 2^-53. */
export function uniform(rng: Rng): number {
  const high = nextUint32(rng) >>> 5;
  const low = nextUint32(rng) >>> 6;
  return (high * 67108864 + low) / 9007199254740992;
}

/** Uniform on (0, 1): never 0, for logarithms and quotients. */
export function openUniform(rng: Rng): number {
  const high = nextUint32(rng) >>> 5;
  const low = nextUint32(rng) >>> 6;
  return (high * 67108864 + low + 0.5) / 9007199254740992;
}
