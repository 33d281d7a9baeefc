import type { Rng } from '@collapse-bench/core';
import { countOf, type Images, imageCount, PIXELS } from '../images.js';
import { drawImages } from './draw-images.js';

/**
 * All pixels of all parts, image after image; images of a decoder are drawn now, its means rounded to bytes.
 *
 * @returns bytes, PIXELS an image; the part's own where there is one part of pixels alone
 */
export async function drawnPixels(images: Images, rng: Rng): Promise<Uint8Array> {
  const { parts } = images;
  if (parts.length === 1 && parts[0].kind === 'pixels') return parts[0].pixels;
  const all = new Uint8Array(imageCount(images) * PIXELS);
  let at = 0;
  for (const part of parts) {
    const pixels = part.kind === 'pixels' ? part.pixels : await drawImages(part, countOf(part), part.latentScale, 'means', rng);
    all.set(pixels, at);
    at += pixels.length;
  }
  return all;
}
