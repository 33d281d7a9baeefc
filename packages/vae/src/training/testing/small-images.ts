import { nextUint32, type Rng, streamAt, streamKey } from '@collapse-bench/core';
import { PIXELS } from '../../images.js';

/** Bytes of `count` images, each with a bright band at a random height. */
export function bands(count: number, rng: Rng = streamAt(streamKey(1, 'bands'), 0)): Uint8Array {
  const pixels = new Uint8Array(count * PIXELS);
  for (let image = 0; image < count; image++) {
    const begin = image * PIXELS + 28 * (nextUint32(rng) % 20);
    for (let i = 0; i < 28 * 6; i++) pixels[begin + i] = 128 + (nextUint32(rng) % 128);
  }
  return pixels;
}
