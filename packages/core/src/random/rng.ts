/**
 * A random stream: the four 32-bit words of xoshiro128++ (Blackman and Vigna, 2021) and nothing else. No spare deviate
 * hides in a closure, so copying the words saves the stream and writing them back restores it.
 */
export interface Rng {
  /** Four words, not all zero; advanced in place by every draw. */
  readonly state: Uint32Array;
}
