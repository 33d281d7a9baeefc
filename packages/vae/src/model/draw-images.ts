import { nextUint32, type Rng } from '@collapse-bench/core';
import { PIXELS } from '../images.js';
import { normalFiller } from '../training/standard-normals.js';
import { type Autoencoder, latentsOf } from './autoencoder.js';
import { decodeBatches } from './evaluation.js';

export type Decoding = 'means' | 'draws';

/**
 * Images of a decoder from latents of N(0, latentScale^2 I): its means rounded to bytes, or for every pixel a Bernoulli draw,
 * 0 or 255.
 *
 * @returns bytes, PIXELS an image
 */
export async function drawImages(
  autoencoder: Autoencoder,
  count: number,
  latentScale: number,
  decoding: Decoding,
  rng: Rng,
): Promise<Uint8Array> {
  const pixels = new Uint8Array(count * PIXELS);
  const fill = normalFiller(latentsOf(autoencoder.parameters) * Math.min(count, 256));
  const write = decoding === 'means' ? writeRounded : writeDraws;
  await decodeBatches(
    autoencoder,
    count,
    (_, out) => fill(rng, out, latentScale),
    (begin, means) => write(means, pixels, begin * PIXELS, rng),
  );
  return pixels;
}

function writeRounded(means: Float32Array, out: Uint8Array, to: number): void {
  // The truncation that a byte array does, after adding a half.
  for (let i = 0; i < means.length; i++) out[to + i] = means[i] * 255 + 0.5;
}

/** 32 random bits a pixel: a mean is met to 2^-32. No branch, which would be foretold wrongly at every other grey pixel: a third of the time. */
function writeDraws(means: Float32Array, out: Uint8Array, to: number, rng: Rng): void {
  for (let i = 0; i < means.length; i++) out[to + i] = -(nextUint32(rng) < means[i] * 2 ** 32) & 255;
}
