import { expect, test } from 'vitest';
import { imageSheet } from './image-sheet.js';

test('images lie in rows and columns, and what is left over is black', () => {
  const images = Uint8Array.of(1, 2, 3, 4, 11, 12, 13, 14, 21, 22, 23, 24);
  const { width, height, pixels } = imageSheet({ kind: 'grid', columns: 2, side: 2, images });
  expect({ width, height }).toEqual({ width: 4, height: 4 });
  expect([...pixels]).toEqual([1, 2, 11, 12, 3, 4, 13, 14, 21, 22, 0, 0, 23, 24, 0, 0]);
});

test.each([
  ['no images', 0, 2],
  ['part of an image', 7, 2],
  ['no columns', 8, 0],
])('%s: refused', (_what, bytes, columns) => {
  expect(() => imageSheet({ kind: 'grid', columns, side: 2, images: new Uint8Array(bytes) })).toThrow(RangeError);
});
