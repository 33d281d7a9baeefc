import { type Source, sampleWithoutReplacement } from '@collapse-bench/core';
import { imageSpace } from './image-space.js';
import { type Images, imagesOf } from './images.js';
import { firstImages, mnistOf, type PixelKind } from './mnist/real-images.js';

/**
 * The real distribution: different images of the first `trainImages` of MNIST's training set, each as likely as any other, in random order, with their labels.
 * Images of one draw never repeat; two draws may share some.
 *
 * `sample` throws an Error before MNIST is loaded and a RangeError when asked for more images than the set has.
 */
export function realSource({
  pixels,
  trainImages,
}: {
  readonly pixels: PixelKind;
  readonly trainImages: number;
}): Source<Images> {
  return {
    sample: (count, rng) => {
      if (count > trainImages) {
        throw new RangeError(`vae: expected at most ${trainImages} samples, the images of the training set, found ${count}`);
      }
      const set = firstImages(mnistOf(pixels).train, trainImages);
      return imageSpace.pick!(imagesOf(set.pixels, set.labels), sampleWithoutReplacement(rng, trainImages, count));
    },
  };
}
