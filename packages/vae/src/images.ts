/** Side of a square image, in pixels. */
export const SIDE = 28;

/** Pixels of an image. */
export const PIXELS = 784;

export type NetworkId = 'mlp' | 'conv';

/**
 * A block of images: bytes 0..255, row-major, PIXELS an image, with labels only where the images are real; or a decoder from which fresh images are drawn each time
 * they are looked at, as the paper's released code does for each minibatch.
 */
export type ImagePart =
  | { readonly kind: 'pixels'; readonly pixels: Uint8Array; readonly labels?: Uint8Array }
  | {
      readonly kind: 'decoder';
      readonly count: number;
      readonly network: NetworkId;
      readonly parameters: Readonly<Record<string, Float32Array>>;
      readonly latentScale: number;
    };

/** Images in parts, in order. */
export interface Images {
  readonly parts: readonly ImagePart[];
  /** How much each image counts in a fit; absent: each counts 1. */
  readonly weights?: Float32Array;
}

export type PixelPart = Extract<ImagePart, { readonly kind: 'pixels' }>;
export type DecoderPart = Extract<ImagePart, { readonly kind: 'decoder' }>;

/** Number of images that a part stands for. */
export function countOf(part: ImagePart): number {
  return part.kind === 'pixels' ? part.pixels.length / PIXELS : part.count;
}

/** Number of images in all parts. */
export function imageCount(images: Images): number {
  return images.parts.reduce((sum, part) => sum + countOf(part), 0);
}

/** One block of images. @throws RangeError unless the pixels make whole images and there are no labels or one an image */
export function imagesOf(pixels: Uint8Array, labels?: Uint8Array): Images {
  if (pixels.length % PIXELS !== 0) {
    throw new RangeError(`images: expected a multiple of ${PIXELS} pixels, found ${pixels.length}`);
  }
  if (labels === undefined) return { parts: [{ kind: 'pixels', pixels }] };
  if (labels.length !== pixels.length / PIXELS) {
    throw new RangeError(`images: expected ${pixels.length / PIXELS} labels, one an image, found ${labels.length}`);
  }
  return { parts: [{ kind: 'pixels', pixels, labels }] };
}

/**
 * All pixels, image after image; the part's own bytes where there is one part only.
 * @throws RangeError where a part is a decoder: its images do not exist until someone draws them
 */
export function pixelsOf(images: Images): Uint8Array {
  const blocks = images.parts.map((part) => {
    if (part.kind === 'pixels') return part.pixels;
    throw new RangeError('pixelsOf: expected images, found a decoder, whose images must be drawn first');
  });
  return joined(blocks);
}

/** The labels of all images, or undefined where an image has none. */
export function labelsOf(images: Images): Uint8Array | undefined {
  const blocks: Uint8Array[] = [];
  for (const part of images.parts) {
    if (part.kind !== 'pixels' || part.labels === undefined) return undefined;
    blocks.push(part.labels);
  }
  return joined(blocks);
}

function joined(blocks: readonly Uint8Array[]): Uint8Array {
  const [only] = blocks;
  if (only !== undefined && blocks.length === 1) return only;
  const all = new Uint8Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    all.set(block, at);
    at += block.length;
  }
  return all;
}
