import type { GridPicture } from '@collapse-bench/core';

/** One image out of many. */
export interface ImageSheet {
  readonly width: number;
  readonly height: number;
  /** width*height bytes, row-major. */
  readonly pixels: Uint8Array;
}

/**
 * The images of a grid beside and below each other, without gaps; places left over in the last row are black.
 *
 * @throws RangeError when the bytes are not those of whole images, one at least
 */
export function imageSheet({ columns, side, images }: GridPicture): ImageSheet {
  const count = images.length / (side * side);
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(columns) || columns < 1) {
    throw new RangeError(
      `imageSheet: expected whole images of ${side} * ${side} bytes in ${columns} columns, found ${images.length} bytes`,
    );
  }
  const width = columns * side;
  const height = Math.ceil(count / columns) * side;
  const pixels = new Uint8Array(width * height);
  for (let image = 0; image < count; image++) {
    const left = (image % columns) * side;
    const top = Math.floor(image / columns) * side;
    for (let row = 0; row < side; row++) {
      const start = (image * side + row) * side;
      pixels.set(images.subarray(start, start + side), (top + row) * width + left);
    }
  }
  return { width, height, pixels };
}
