import type { Rng } from '@collapse-bench/core';
import { countOf, type Images, PIXELS } from '../images.js';
import { type FreshImages, freshImages } from './fresh-images.js';
import { writeIntensities } from './intensities.js';

/** Where the rows of a batch come from. */
export interface BatchSource {
  /** Images in all parts. */
  readonly count: number;
  /**
   * Writes the images at these places, counted through all parts: pixels as they are, and of a decoder a fresh image, whatever
   * the place in its part.
   *
   * @param out numbers of [0, 1], [rows, PIXELS]
   */
  write(places: Uint32Array, rng: Rng, out: Float32Array): Promise<void>;
  /** What the image at a place counts, 1 on average. */
  weight(place: number): number;
  close(): Promise<void>;
}

/** A part and the place of its first image. */
type Source = { readonly begin: number } & (
  | { readonly pixels: Uint8Array; readonly fresh?: undefined }
  | { readonly fresh: FreshImages }
);

/**
 * Batches of images in parts, made without joining the parts. Places in random order take from each part in proportion to its
 * images.
 *
 * @param batch images that a decoder makes at a time
 */
export async function batchSource({ parts, weights }: Images, batch: number): Promise<BatchSource> {
  const opened: FreshImages[] = [];
  const sources: Source[] = [];
  let count = 0;
  for (const part of parts) {
    const begin = count;
    count += countOf(part);
    if (part.kind === 'pixels') {
      sources.push({ begin, pixels: part.pixels });
    } else {
      const fresh = await freshImages(part, batch);
      opened.push(fresh);
      sources.push({ begin, fresh });
    }
  }
  const meanWeight = weights === undefined ? 1 : weights.reduce((sum, weight) => sum + weight, 0) / count;
  return {
    count,
    async write(places, rng, out) {
      for (let row = 0; row < places.length; row++) {
        let at = sources.length - 1;
        while (sources[at].begin > places[row]) at--;
        const source = sources[at];
        if (source.fresh === undefined) {
          writeIntensities(source.pixels, (places[row] - source.begin) * PIXELS, PIXELS, out, row * PIXELS);
        } else {
          if (source.fresh.empty()) await source.fresh.refill(rng);
          source.fresh.write(out, row * PIXELS);
        }
      }
    },
    weight: (place) => (weights === undefined ? 1 : weights[place] / meanWeight),
    async close() {
      for (const fresh of opened) await fresh.close();
    },
  };
}
