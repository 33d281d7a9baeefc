import { type GridPicture, type PictureDefinition, spreadGenerations } from '@collapse-bench/core';
import { type Images, pixelsOf, SIDE } from '../images.js';
import type { VaeTruth } from '../metrics/judge.js';
import { drawImages } from '../model/draw-images.js';
import type { VaeOptions } from '../options.js';
import type { VaeParams } from '../params.js';

const COLUMNS = 8;
const IMAGES = COLUMNS * COLUMNS;
/** Number of fits; the paper counts from 0: 0, 5, 10 and 20. */
const PAPER = [1, 6, 11, 21];

/**
 * Fig. 9: what each generation decodes from the same latents, beside real images. The means of the pixels in every case: draws from
 * them hide a slow drift.
 */
export function samplesPicture({ trainImages }: Pick<VaeOptions, 'trainImages'>): PictureDefinition<VaeParams, VaeTruth, Images> {
  return {
    id: 'samples',
    title: 'Decoded from the same latents, by generation',
    generations: (observed) =>
      PAPER.every((generation) => observed.includes(generation)) ? PAPER : spreadGenerations(observed, PAPER.length),
    draw: async ({ params }, rng) => grid(await drawImages(params, IMAGES, 1, 'means', rng)),
    drawReal: ({ real }, rng) => grid(pixelsOf(real(Math.min(IMAGES, trainImages), rng))),
  };
}

const grid = (images: Uint8Array): GridPicture => ({ kind: 'grid', columns: COLUMNS, side: SIDE, images });
