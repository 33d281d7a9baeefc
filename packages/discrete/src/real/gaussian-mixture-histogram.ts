import { erfc } from '@collapse-bench/core';

export interface GaussianMixtureHistogram {
  readonly means: readonly number[];
  readonly variances: readonly number[];
  /** Add up to 1. */
  readonly weights: readonly number[];
  readonly bins: number;
  /** Left end of the first bin, right end of the last. */
  readonly range: readonly [number, number];
}

/** Left end of a bin; `index` = bins gives the right end of the last. */
function edge({ bins, range: [low, high] }: GaussianMixtureHistogram, index: number): number {
  return index === bins ? high : low + ((high - low) * index) / bins;
}

/** P(a < Z < b) for a standard normal Z: a difference of the tail that is nearer, so small masses keep their digits. */
function normalMass(a: number, b: number): number {
  if (a >= 0) return (erfc(a * Math.SQRT1_2) - erfc(b * Math.SQRT1_2)) / 2;
  if (b <= 0) return normalMass(-b, -a);
  return 1 - (erfc(b * Math.SQRT1_2) + erfc(-a * Math.SQRT1_2)) / 2;
}

/**
 * Bin masses of a Gaussian mixture, rescaled to add up to 1 over the range: Fig. 3 of Shumailov et al. 2305.17493.
 *
 * @returns Float64Array[bins]
 */
export function gaussianMixtureBinMasses(histogram: GaussianMixtureHistogram): Float64Array {
  const { means, variances, weights, bins } = histogram;
  const masses = new Float64Array(bins);
  means.forEach((mean, component) => {
    const sd = Math.sqrt(variances[component]);
    for (let i = 0; i < bins; i++) {
      const a = (edge(histogram, i) - mean) / sd;
      const b = (edge(histogram, i + 1) - mean) / sd;
      masses[i] += weights[component] * normalMass(a, b);
    }
  });
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  for (let i = 0; i < bins; i++) masses[i] /= total;
  return masses;
}

/**
 * The mode that each bin belongs to: the one whose mean is nearest to the bin's centre, the lower one in a tie.
 *
 * @returns Uint32Array[bins] of indices into the distinct means in ascending order
 */
export function gaussianMixtureModes(histogram: GaussianMixtureHistogram): Uint32Array {
  const distinct = [...new Set(histogram.means)].sort((a, b) => a - b);
  return Uint32Array.from({ length: histogram.bins }, (_, i) => {
    const centre = (edge(histogram, i) + edge(histogram, i + 1)) / 2;
    let nearest = 0;
    for (let m = 1; m < distinct.length; m++) {
      if (Math.abs(centre - distinct[m]) < Math.abs(centre - distinct[nearest])) nearest = m;
    }
    return nearest;
  });
}
