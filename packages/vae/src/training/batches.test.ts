import { fillNormal, permutation, streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, test } from 'vitest';
import { type DecoderPart, PIXELS } from '../images.js';
import { decode } from '../model/evaluation.js';
import { firstParameters } from '../networks/programs.js';
import { batchSource } from './batches.js';
import { bands } from './testing/small-images.js';

const key = streamKey(1, 'batches');
const LATENTS = 5;
const decoderOf = (count: number, index: number, latentScale = 1): DecoderPart => ({
  kind: 'decoder',
  count,
  network: 'mlp',
  parameters: firstParameters({ network: 'mlp', latents: LATENTS }, streamAt(key, index)),
  latentScale,
});
const image = (out: Float32Array, row: number) => out.subarray(row * PIXELS, (row + 1) * PIXELS);

describe('batches', () => {
  test('hold pixels as fractions of 255, whatever part they lie in', async () => {
    const [few, more] = [bands(2), bands(5, streamAt(key, 1))];
    const parts = [few, new Uint8Array(0), more].map((pixels) => ({ kind: 'pixels' as const, pixels }));
    const source = await batchSource({ parts }, 4);
    const out = new Float32Array(3 * PIXELS);
    await source.write(Uint32Array.of(6, 1, 2), streamAt(key, 0), out);
    expect(source.count).toBe(7);
    const expected = [more.subarray(4 * PIXELS), few.subarray(PIXELS), more.subarray(0, PIXELS)];
    expected.forEach((bytes, row) => {
      expect(image(out, row)).toEqual(Float32Array.from(bytes, (byte) => byte / 255));
    });
    await source.close();
  });

  test('of a decoder are its means at fresh latents of its scale, each seen once', async () => {
    const part = decoderOf(100, 2, 1.5);
    const source = await batchSource({ parts: [part] }, 4);
    const out = new Float32Array(7 * PIXELS);
    await source.write(permutation(streamAt(key, 9), 7), streamAt(key, 3), out);
    const drawn = new Float64Array(8 * LATENTS);
    const rng = streamAt(key, 3);
    for (const block of [drawn.subarray(0, 4 * LATENTS), drawn.subarray(4 * LATENTS)]) fillNormal(rng, block, 0, 1.5);
    expect(out).toEqual((await decode(part, Float32Array.from(drawn))).subarray(0, 7 * PIXELS));
    await source.close();
  });

  test('of several parts take every image of pixels once an epoch, and of each decoder as many as it counts', async () => {
    const pixels = bands(6);
    // At scale 0 a decoder has one image.
    const decoders = [decoderOf(9, 4, 0), decoderOf(3, 5, 0)];
    const source = await batchSource({ parts: [decoders[0], { kind: 'pixels', pixels }, decoders[1]] }, 4);
    const out = new Float32Array(18 * PIXELS);
    await source.write(permutation(streamAt(key, 6), 18), streamAt(key, 7), out);
    const rows = Array.from({ length: 18 }, (_, row) => image(out, row).join());
    const alike = (one: ArrayLike<number>) => rows.filter((row) => row === Array.from(one).join()).length;
    for (const decoder of decoders) expect(alike(await decode(decoder, new Float32Array(LATENTS)))).toBe(decoder.count);
    for (let i = 0; i < 6; i++) {
      expect(alike(Float32Array.from(pixels.subarray(i * PIXELS, (i + 1) * PIXELS), (byte) => byte / 255))).toBe(1);
    }
    await source.close();
  });

  test('weigh images relative to the mean weight', async () => {
    const source = await batchSource({ parts: [{ kind: 'pixels', pixels: bands(2) }], weights: Float32Array.of(3, 1) }, 2);
    expect([source.weight(0), source.weight(1)]).toEqual([1.5, 0.5]);
  });
});
