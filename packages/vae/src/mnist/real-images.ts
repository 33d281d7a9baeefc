import { PIXELS } from '../images.js';
import { binarise } from './binarise.js';
import { loadedMnist } from './load-mnist.js';
import type { LabelledImages, Mnist } from './read-mnist.js';

/** `grey`: as published; `binary`: each pixel 0 or 255, see `binarise`. */
export type PixelKind = 'grey' | 'binary';

/** The binary images of this process, made when they are first asked for. */
const binaries = new WeakMap<Mnist, Mnist>();

/** Loaded MNIST in this kind of pixels. @throws Error before `loadMnist` */
export function mnistOf(kind: PixelKind): Mnist {
  const grey = loadedMnist();
  if (kind === 'grey') return grey;
  const known = binaries.get(grey);
  if (known !== undefined) return known;
  const binary = { train: binarised(grey.train), test: binarised(grey.test) };
  binaries.set(grey, binary);
  return binary;
}

function binarised({ pixels, labels }: LabelledImages): LabelledImages {
  return { pixels: binarise(pixels), labels };
}

/**
 * The first `count` images in their published order, which is random in the digits; views, not copies.
 * @throws RangeError if there are fewer
 */
export function firstImages({ pixels, labels }: LabelledImages, count: number): LabelledImages {
  if (!(Number.isInteger(count) && count >= 0 && count <= labels.length)) {
    throw new RangeError(`firstImages: expected a whole number of images up to ${labels.length}, found ${count}`);
  }
  return { pixels: pixels.subarray(0, count * PIXELS), labels: labels.subarray(0, count) };
}
