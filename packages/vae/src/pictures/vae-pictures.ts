import type { PictureDefinition } from '@collapse-bench/core';
import type { Images } from '../images.js';
import type { VaeTruth } from '../metrics/judge.js';
import type { VaeOptions } from '../options.js';
import type { VaeParams } from '../params.js';
import { latentHistogramPicture } from './latent-histogram-picture.js';
import { samplesPicture } from './samples-picture.js';

/** Fig. 8 and 9 of Shumailov et al. 2305.17493. */
export function vaePictures(options: VaeOptions): readonly PictureDefinition<VaeParams, VaeTruth, Images>[] {
  return [latentHistogramPicture(options), samplesPicture(options)];
}
