import { exp, type GaussianMixture } from '@collapse-bench/core';

/** 1 / sqrt(2 pi). */
const PEAK = 0.3989422804014327;
const STEPS = 400;
/** Where a component that would fall between two steps is looked at, in its standard deviations from its mean: until nothing is left of it. */
const AROUND = [-8, -6, -5, -4, -3, -2.5, -2, -1.5, -1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

/** Density of a mixture of normals in one dimension; infinite at the place of a point mass. */
export function mixtureDensity({ weights, means, covariances }: GaussianMixture, x: number): number {
  let density = 0;
  for (let i = 0; i < weights.length; i++) {
    const sd = Math.sqrt(covariances[i]);
    if (sd > 0) {
      const z = (x - means[i]) / sd;
      density += (weights[i] * PEAK * exp(-0.5 * z * z)) / sd;
    } else if (x === means[i]) density = Number.POSITIVE_INFINITY;
  }
  return density;
}

/**
 * The density over [low, high], close enough for every component to be seen, however narrow; a point mass is as high as `most`.
 *
 * @returns x0, y0, x1, y1, ... with x ascending
 */
export function densityCurve(mixture: GaussianMixture, low: number, high: number, most: number): Float64Array {
  const step = (high - low) / STEPS;
  const places = Array.from({ length: STEPS + 1 }, (_, i) => low + i * step);
  for (let i = 0; i < mixture.weights.length; i++) {
    const sd = Math.sqrt(mixture.covariances[i]);
    if (sd < 4 * step) places.push(...AROUND.map((z) => mixture.means[i] + z * sd));
  }
  places.sort((a, b) => a - b);
  return Float64Array.from(places.flatMap((x) => [x, Math.min(mixtureDensity(mixture, x), most)]));
}
