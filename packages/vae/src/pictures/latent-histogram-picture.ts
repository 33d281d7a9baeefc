import { type CurvePicture, type PictureDefinition, type Rng, spreadGenerations } from '@collapse-bench/core';
import type { Images } from '../images.js';
import type { VaeTruth } from '../metrics/judge.js';
import { latentBins, latentHistogram } from '../metrics/latent-histogram.js';
import type { VaeOptions } from '../options.js';
import type { VaeParams } from '../params.js';

const IMAGES = 2000;
const GENERATIONS = 6;

/** Fig. 8: how the latents of what each generation makes lie, as model 1's encoder sees them, beside those of real images. */
export function latentHistogramPicture({
  trainImages,
}: Pick<VaeOptions, 'trainImages'>): PictureDefinition<VaeParams, VaeTruth, Images> {
  return {
    id: 'latent-histogram',
    title: 'Latents by generation, as the first encoder sees them',
    generations: (observed) => spreadGenerations(observed, GENERATIONS),
    draw: async ({ first, sample }, rng) => density(first, await sample(IMAGES, rng), rng),
    drawReal: ({ first, real }, rng) => density(first, real(Math.min(IMAGES, trainImages), rng), rng),
  };
}

/** The density of all latents' means together, at the middle of each bin. */
async function density(encoder: VaeParams, images: Images, rng: Rng): Promise<CurvePicture> {
  const { edges, densities } = await latentHistogram(encoder, images, rng);
  const points = new Float64Array(2 * densities.length);
  densities.forEach((value, bin) => {
    points[2 * bin] = (edges[bin] + edges[bin + 1]) / 2;
    points[2 * bin + 1] = value;
  });
  return {
    kind: 'curve',
    x: { label: 'mean of a latent', range: [latentBins.from, latentBins.to] },
    y: { label: 'density' },
    points,
  };
}
