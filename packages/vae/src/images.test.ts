import { describe, expect, test } from 'vitest';
import { countOf, type Images, imageCount, imagesOf, labelsOf, PIXELS, pixelsOf, SIDE } from './images.js';

const block = (count: number, from: number) => new Uint8Array(count * PIXELS).map((_, i) => from + Math.floor(i / PIXELS));
const decoder = { kind: 'decoder', count: 5, network: 'mlp', parameters: {}, latentScale: 1 } as const;

describe('images in parts', () => {
  test('an image is a square of pixels', () => {
    expect(PIXELS).toBe(SIDE * SIDE);
  });

  test('are counted whether they exist or not', () => {
    expect(countOf({ kind: 'pixels', pixels: block(3, 1) })).toBe(3);
    expect(countOf(decoder)).toBe(5);
    expect(imageCount({ parts: [...imagesOf(block(3, 1)).parts, decoder] })).toBe(8);
    expect(imageCount({ parts: [] })).toBe(0);
  });

  test('give their pixels and labels in order', () => {
    const images: Images = {
      parts: [...imagesOf(block(2, 1), Uint8Array.of(7, 8)).parts, ...imagesOf(block(1, 9), Uint8Array.of(3)).parts],
    };
    const pixels = pixelsOf(images);
    expect([pixels[0], pixels[PIXELS], pixels[2 * PIXELS], pixels.length]).toEqual([1, 2, 9, 3 * PIXELS]);
    expect(labelsOf(images)).toEqual(Uint8Array.of(7, 8, 3));
    expect(pixelsOf({ parts: [] }).length).toBe(0);
  });

  test('of a single block are not copied', () => {
    const pixels = block(2, 1);
    expect(pixelsOf(imagesOf(pixels))).toBe(pixels);
  });

  test('have no labels unless all have', () => {
    expect(labelsOf(imagesOf(block(1, 0)))).toBeUndefined();
    expect(
      labelsOf({ parts: [...imagesOf(block(1, 1), Uint8Array.of(7)).parts, ...imagesOf(block(1, 1)).parts] }),
    ).toBeUndefined();
  });

  test('that do not exist have no pixels', () => {
    expect(() => pixelsOf({ parts: [decoder] })).toThrow(/expected images, found a decoder/);
    expect(labelsOf({ parts: [decoder] })).toBeUndefined();
  });

  test('are whole, with one label each', () => {
    expect(() => imagesOf(new Uint8Array(PIXELS + 1))).toThrow(/expected a multiple of 784 pixels, found 785/);
    expect(() => imagesOf(block(2, 0), Uint8Array.of(1))).toThrow(/expected 2 labels, one an image, found 1/);
  });
});
