import type { Rng } from '@collapse-bench/core';
import type { Images } from '../images.js';
import type { Autoencoder } from '../model/autoencoder.js';
import { drawnPixels } from '../model/drawn-pixels.js';
import { encode } from '../model/evaluation.js';

export interface Bins {
  readonly from: number;
  readonly to: number;
  /** Bins of equal width. */
  readonly count: number;
}

/** The whole of nearly every latent, 0.1 wide. */
export const latentBins: Bins = { from: -4, to: 4, count: 80 };

export interface Histogram {
  /** Bin i goes from edges[i] to edges[i + 1], the latter left out but in the last bin. */
  readonly edges: Float64Array;
  /** Share of all values in a bin, over its width. */
  readonly densities: Float64Array;
  /** Share of the values in no bin: with it, the densities add up to 1. */
  readonly outside: number;
}

/** @throws RangeError when there are no values, or the bins have no width */
export function histogram(values: Float32Array, { from, to, count }: Bins): Histogram {
  if (values.length === 0) throw new RangeError('histogram: expected values, found none');
  if (!(to > from && Number.isInteger(count) && count >= 1)) {
    throw new RangeError(`histogram: expected bins from a number up to a larger one, found ${count} from ${from} to ${to}`);
  }
  const width = (to - from) / count;
  const edges = Float64Array.from({ length: count + 1 }, (_, i) => (i === count ? to : from + i * width));
  const densities = new Float64Array(count);
  let outside = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!(value >= from && value <= to)) {
      outside++;
      continue;
    }
    let bin = Math.min(Math.floor((value - from) / width), count - 1);
    // Rounding may have put a value beside its edge.
    if (value < edges[bin]) bin--;
    else if (bin < count - 1 && value >= edges[bin + 1]) bin++;
    densities[bin]++;
  }
  for (let bin = 0; bin < count; bin++) densities[bin] /= values.length * width;
  return { edges, densities, outside: outside / values.length };
}

/**
 * Density of the means that an encoder gives to images, all latents together: Fig. 8 of Shumailov et al. 2305.17493, where
 * `encoder` is model 1 and `images` are what some generation has made.
 */
export async function latentHistogram(
  encoder: Autoencoder,
  images: Images,
  rng: Rng,
  bins: Bins = latentBins,
): Promise<Histogram> {
  const { means } = await encode(encoder, await drawnPixels(images, rng));
  return histogram(means, bins);
}
