import { divergenceReason, streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, test } from 'vitest';
import { type ImagePart, type Images, imageCount, PIXELS, pixelsOf } from '../images.js';
import { firstParameters } from '../networks/programs.js';
import type { VaeOptions } from '../options.js';
import type { VaeParams } from '../params.js';
import { digested } from '../testing/digested.js';
import { spread } from '../training/testing/parity.js';
import { bands } from '../training/testing/small-images.js';
import { drawnPixels } from './drawn-pixels.js';
import { decode, elbo, encode } from './evaluation.js';
import { vaeModel } from './vae-model.js';

const key = streamKey(1, 'vae-model');
const options: VaeOptions = {
  network: 'mlp',
  latents: 4,
  pixels: 'grey',
  trainImages: 30,
  epochs: 2,
  batch: 8,
  learningRate: 1e-3,
  weightDecay: 1e-5,
  data: 'fixed-set',
  decoding: 'means',
  start: 'fresh',
};
const params: VaeParams = {
  network: 'mlp',
  latents: 4,
  parameters: firstParameters(options, streamAt(key, 0)),
  finalLoss: 0,
};
const data: Images = { parts: [{ kind: 'pixels', pixels: bands(30) }] };

const sampled = (changes: Partial<VaeOptions>, count: number, temperature?: number) =>
  vaeModel({ ...options, ...changes }).sample(params, { count, ...(temperature && { temperature }) }, streamAt(key, 1));

describe('a fit', () => {
  test('is plain data that survives being cloned', async () => {
    const fitted = await vaeModel(options).fit({ data }, streamAt(key, 2), undefined);
    expect(digested(structuredClone(fitted.params))).toEqual(digested(fitted.params));
    expect(fitted.params).toMatchObject({ network: 'mlp', latents: 4 });
    expect(divergenceReason(fitted.params)).toBeUndefined();
  });

  test('begins with the parameters before it, or with fresh ones', async () => {
    const still = { ...options, learningRate: 0 };
    const previous = await vaeModel({ ...still, start: 'previous' }).fit({ data }, streamAt(key, 2), params);
    expect(digested(previous.params.parameters)).toEqual(digested(params.parameters));
    const fresh = await vaeModel(still).fit({ data }, streamAt(key, 2), params);
    expect(digested(fresh.params.parameters)).not.toEqual(digested(params.parameters));
    const first = await vaeModel({ ...still, start: 'previous' }).fit({ data }, streamAt(key, 2), undefined);
    expect(digested(first.params.parameters)).toEqual(digested(fresh.params.parameters));
  });

  test('that diverges ends the chain', async () => {
    const model = vaeModel({ ...options, learningRate: 1e25 });
    const lost = await model.fit({ data }, streamAt(key, 2), undefined);
    expect(divergenceReason(lost.params)).toMatch(/the loss was (NaN|Infinity) at epoch 1, step 2/);
    expect(digested(await vaeModel(options).fit({ data }, streamAt(key, 3), lost.params))).toEqual(digested(lost));
  });
});

describe('samples', () => {
  test.each([0, 1, 255, 256, 600])('are as many as asked for: %i', async (count) => {
    expect(imageCount(await sampled({}, count))).toBe(count);
  });

  test('are the same for the same seed', async () => {
    expect(digested(await sampled({}, 300))).toEqual(digested(await sampled({}, 300)));
    const draws = () => sampled({ decoding: 'draws' }, 300);
    expect(digested(await draws())).toEqual(digested(await draws()));
  });

  test('are means rounded to bytes', async () => {
    const mean = await decode(params, new Float32Array(4));
    const cold = pixelsOf(await sampled({}, 2, 1e-30));
    const rounded = Uint8Array.from(mean, (value) => Math.round(value * 255));
    expect(cold).toEqual(Uint8Array.from([...rounded, ...rounded]));
  });

  test('or Bernoulli draws of those means', async () => {
    const mean = await decode(params, new Float32Array(4));
    const count = 2000;
    const drawn = pixelsOf(await sampled({ decoding: 'draws' }, count, 1e-30));
    expect(drawn.every((byte) => byte === 0 || byte === 255)).toBe(true);
    let squares = 0;
    for (let pixel = 0; pixel < PIXELS; pixel++) {
      let ones = 0;
      for (let image = 0; image < count; image++) ones += drawn[image * PIXELS + pixel] / 255;
      const deviation = (ones - count * mean[pixel]) / Math.sqrt(count * mean[pixel] * (1 - mean[pixel]));
      squares += deviation * deviation;
    }
    // Chi-square of 784 degrees: standard deviation 39.6.
    expect(Math.abs(squares - PIXELS)).toBeLessThan(4 * Math.sqrt(2 * PIXELS));
  });

  test('vary with the temperature: the variance of a pixel grows as that of the latents', async () => {
    const variance = async (temperature: number) => {
      const pixels = pixelsOf(await sampled({}, 2000, temperature));
      let total = 0;
      for (let pixel = 0; pixel < PIXELS; pixel++) {
        let [sum, squares] = [0, 0];
        for (let i = pixel; i < pixels.length; i += PIXELS) {
          sum += pixels[i];
          squares += pixels[i] * pixels[i];
        }
        total += squares / 2000 - (sum / 2000) * (sum / 2000);
      }
      return total;
    };
    // The decoder bends, so not exactly 4 times.
    const ratio = (await variance(4)) / (await variance(1));
    expect(ratio).toBeGreaterThan(2.5);
    expect(ratio).toBeLessThan(6);
  });

  test('of the resampled arm are the decoder itself', async () => {
    const { parts } = await sampled({ data: 'resampled' }, 60_000, 4);
    expect(parts).toEqual<ImagePart[]>([
      { kind: 'decoder', count: 60_000, network: 'mlp', parameters: params.parameters, latentScale: 2 },
    ]);
    const drawn = await drawnPixels({ parts: [{ ...parts[0], count: 300 } as ImagePart] }, streamAt(key, 1));
    expect(digested(drawn)).toEqual(digested(pixelsOf(await sampled({}, 300, 4))));
  });
});

describe('evaluation', () => {
  test('is the same image by image as for all at once', async () => {
    const pixels = bands(300);
    const all = await encode(params, pixels);
    const last = await encode(params, pixels.subarray(299 * PIXELS));
    last.means.forEach((value, i) => {
      expect(all.means[299 * 4 + i]).toBeCloseTo(value, 6);
      expect(all.logVariances[299 * 4 + i]).toBeCloseTo(last.logVariances[i], 6);
    });
    const decoded = await decode(params, all.means);
    expect(decoded.length).toBe(300 * PIXELS);
    const one = await decode(params, all.means.subarray(299 * 4));
    one.forEach((value, i) => {
      expect(decoded[299 * PIXELS + i]).toBeCloseTo(value, 6);
    });
  });

  test('the ELBO of pixels is minus the loss of a step that changes nothing, up to noise of the draws', async () => {
    const still = { ...options, learningRate: 0, epochs: 1, start: 'previous' } as const;
    const { params: same } = await vaeModel(still).fit({ data }, streamAt(key, 5), params);
    const elbos: number[] = [];
    for (let i = 0; i < 20; i++) elbos.push(await elbo(params, pixelsOf(data), streamAt(key, 6 + i)));
    const { mean, deviation } = spread(elbos);
    expect(Math.abs(mean + same.finalLoss)).toBeLessThan(4 * deviation);
    expect(deviation).toBeLessThan(2);
    expect(mean).toBeLessThan(-500);
  });

  test('refuses what is not whole images, or none', async () => {
    await expect(encode(params, new Uint8Array(PIXELS + 1))).rejects.toThrow('multiple of 784');
    await expect(decode(params, new Float32Array(5))).rejects.toThrow('multiple of 4');
    await expect(elbo(params, new Uint8Array(0), streamAt(key, 6))).rejects.toThrow(RangeError);
  });
});
