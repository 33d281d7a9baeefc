import type { Rng } from '../random/rng.js';
import { streamAt, streamKey } from '../random/streams.js';

/**
 * Statistical tests have fixed seeds. The nightly sweep gives them others: SEED_OFFSET is 0 in ordinary runs, which leaves
 * each seed as it is written, and 1 to 100 in the sweep.
 */
const OFFSET = Number(process.env.SEED_OFFSET ?? 0);

/** A seed of a statistical test; no two offsets share one below a million. */
export function testSeed(seed: number): number {
  return seed + OFFSET * 1_000_000;
}

/** A stream of a statistical test: at offset 0 the four words themselves, as the generator's state. */
export function testRng(...words: readonly [number, number, number, number]): Rng {
  return OFFSET === 0 ? { state: Uint32Array.from(words) } : streamAt(streamKey(OFFSET, words.join()), 0);
}
