import { type CurvePicture, type GridPicture, type MetricContext, streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, test } from 'vitest';
import { type Images, imagesOf, PIXELS, pixelsOf } from '../images.js';
import type { VaeTruth } from '../metrics/judge.js';
import { decode, encode } from '../model/evaluation.js';
import { vaeModel } from '../model/vae-model.js';
import { firstParameters } from '../networks/programs.js';
import type { VaeOptions } from '../options.js';
import type { VaeParams } from '../params.js';
import { normalFiller } from '../training/standard-normals.js';
import { bands } from '../training/testing/small-images.js';
import { latentHistogramPicture } from './latent-histogram-picture.js';
import { samplesPicture } from './samples-picture.js';
import { vaePictures } from './vae-pictures.js';

const options: VaeOptions = {
  network: 'mlp',
  latents: 3,
  pixels: 'grey',
  trainImages: 40,
  epochs: 1,
  batch: 8,
  learningRate: 1e-3,
  weightDecay: 1e-5,
  data: 'fixed-set',
  decoding: 'draws',
  start: 'fresh',
};
const key = streamKey(1, 'vae-pictures');
const rng = () => streamAt(key, 0);
const modelAt = (generation: number): VaeParams => ({
  network: 'mlp',
  latents: options.latents,
  parameters: firstParameters(options, streamAt(key, generation)),
  finalLoss: 0,
});
const realImages = bands(options.trainImages);

function contextAt(generation: number): MetricContext<VaeParams, VaeTruth, Images> {
  const params = modelAt(generation);
  const { sample } = vaeModel(options);
  const original = imagesOf(realImages);
  return {
    ...{ generation, params, first: modelAt(1), truth: { pixels: 'grey' }, absorbedAt: undefined, original, training: original },
    sample: (count, stream) => sample(params, { count }, stream),
    real: (count) => {
      if (count > options.trainImages) throw new RangeError(`more than ${options.trainImages}`);
      return imagesOf(realImages.subarray(0, count * PIXELS));
    },
  };
}

test('both figures of the paper, in one order', () => {
  expect(vaePictures(options).map(({ id }) => id)).toEqual(['latent-histogram', 'samples']);
});

describe('the density of latents', () => {
  const { draw, drawReal, generations } = latentHistogramPicture(options);
  /** How many latents lie in each tenth from -4 on, over all of them and the width. */
  const counted = (means: Float32Array) =>
    Array.from({ length: 80 }, (_, bin) => {
      const inside = means.filter((mean) => Math.floor(10 * (mean + 4)) === bin);
      return [-3.95 + bin / 10, inside.length / means.length / 0.1];
    }).flat();
  const far = (curve: CurvePicture, expected: readonly number[]) => {
    expect(curve.points.length).toBe(expected.length);
    return curve.points.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
  };

  test('is of six generations at most, first and last among them', () => {
    const shown = generations(Array.from({ length: 21 }, (_, i) => i + 1));
    expect(shown).toEqual([1, 5, 9, 13, 17, 21]);
  });

  test('is that of what the model makes, as the first encoder sees it', async () => {
    const context = contextAt(3);
    const curve = (await draw(context, rng())) as CurvePicture;
    const pixels = pixelsOf(await context.sample(2000, rng()));
    const seenBy = async (encoder: VaeParams) => counted((await encode(encoder, pixels)).means);
    // Of 6000 latents one or two may lie on an edge, within rounding.
    expect(far(curve, await seenBy(context.first))).toBeLessThan(2.5 / 6000 / 0.1);
    expect(far(curve, await seenBy(context.params))).toBeGreaterThan(0.1);
  });

  test('is shown beside that of real images, of which there may be few', async () => {
    const curve = (await drawReal!(contextAt(1), rng())) as CurvePicture;
    const { means } = await encode(modelAt(1), realImages);
    expect(far(curve, counted(means))).toBeLessThan(1e-9);
  });
});

describe('the grids of images', () => {
  const { draw, drawReal, generations } = samplesPicture(options);

  test("are of the paper's generations where there are those, else of four", () => {
    const first = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
    expect(generations(first(21))).toEqual([1, 6, 11, 21]);
    expect(generations(first(30))).toEqual([1, 6, 11, 21]);
    expect(generations(first(10))).toEqual([1, 4, 7, 10]);
    expect(generations([1, 2])).toEqual([1, 2]);
  });

  test('are the means that each model decodes from the same latents', async () => {
    const latents = new Float32Array(64 * options.latents);
    normalFiller(latents.length)(rng(), latents);
    const seen = await Promise.all([1, 2].map((generation) => draw(contextAt(generation), rng())));
    for (const [i, picture] of seen.entries()) {
      const { kind, columns, side, images } = picture as GridPicture;
      expect({ kind, columns, side }).toEqual({ kind: 'grid', columns: 8, side: 28 });
      const means = await decode(modelAt(i + 1), latents);
      expect(images.length).toBe(means.length);
      const furthest = means.reduce((most, mean, pixel) => Math.max(most, Math.abs(255 * mean - images[pixel])), 0);
      expect(furthest).toBeLessThan(0.51);
    }
    expect(seen[0]).not.toEqual(seen[1]);
  });

  test('stand beside real images', async () => {
    const { images } = (await drawReal!(contextAt(1), rng())) as GridPicture;
    expect(images).toEqual(realImages);
  });
});
