import { type MetricContext, type MetricValue, type Rng, streamAt, streamKey } from '@collapse-bench/core';
import { encodeSafetensors } from '@collapse-bench/tensor';
import { beforeAll, describe, expect, it } from 'vitest';
import { parameters } from '../classifier/network.js';
import { trainClassifier } from '../classifier/train.js';
import { imageSpace } from '../image-space.js';
import { type Images, imagesOf, PIXELS, pixelsOf } from '../images.js';
import { firstImages, mnistOf } from '../mnist/real-images.js';
import { vaeModel } from '../model/vae-model.js';
import type { VaeOptions } from '../options.js';
import type { VaeParams } from '../params.js';
import { realSource } from '../real-source.js';
import { packageFiles } from '../testing/package-files.js';
import { judgeOf, loadJudge, type VaeTruth } from './judge.js';
import { latentHistogram } from './latent-histogram.js';
import { vaeMetrics } from './vae-metrics.js';

const options: VaeOptions = {
  network: 'mlp',
  latents: 8,
  pixels: 'grey',
  trainImages: 3000,
  epochs: 4,
  batch: 100,
  learningRate: 2e-3,
  weightDecay: 0,
  data: 'fixed-set',
  decoding: 'means',
  start: 'fresh',
};
const truth: VaeTruth = { pixels: 'grey' };
const rng = (index: number) => streamAt(streamKey(5, 'vae-metrics.test'), index);
const model = vaeModel(options);
const source = realSource(options);
type Draw = (count: number, rng: Rng) => Images | Promise<Images>;

let params: VaeParams;
let original: Images;

/** A classifier of 6000 images is judge enough here. */
async function kept(): Promise<Uint8Array> {
  const train = firstImages(mnistOf('grey').train, 6000);
  const trained = await trainClassifier(train, { epochs: 2, batch: 50, learningRate: 3e-3 }, rng(0));
  return encodeSafetensors(
    Object.fromEntries(Object.entries(parameters).map(([name, { shape }]) => [name, { shape, data: trained[name] }])),
  );
}

beforeAll(async () => {
  expect(() => judgeOf(truth)).toThrow('await vae.load');
  await loadJudge({ ...packageFiles, kept }, 'grey');
  original = source.sample(2000, rng(1));
  ({ params } = await model.fit({ data: original }, rng(2), undefined));
}, 60_000);

async function measured(id: string, sample: Draw, changes: Partial<MetricContext<VaeParams, VaeTruth, Images>> = {}) {
  const found = await resultOf(id, sample, changes);
  if (found.status !== 'ok') throw new Error(found.reason);
  return found.value;
}

async function resultOf(id: string, sample: Draw, changes: object = {}): Promise<MetricValue> {
  const context: MetricContext<VaeParams, VaeTruth, Images> = {
    generation: 2,
    params,
    first: params,
    truth,
    absorbedAt: undefined,
    original,
    training: original,
    sample,
    real: source.sample,
    ...changes,
  };
  return vaeMetrics.find((metric) => metric.id === id)!.evaluate(context, rng(3));
}

const real: Draw = (count, stream) => source.sample(count, stream);
const decoded: Draw = (count, stream) => model.sample(params, { count }, stream);

/** Real images of one digit, with repeats. */
const ones: Draw = (count) => {
  const { labels } = mnistOf('grey').train;
  const places = Uint32Array.from([...labels.keys()].filter((i) => labels[i] === 1)).slice(0, 500);
  return imageSpace.pick!(
    imagesOf(mnistOf('grey').train.pixels),
    Uint32Array.from({ length: count }, (_, i) => places[i % places.length]),
  );
};

/** Each image the mean of two real ones. */
const blended: Draw = (count, stream) => {
  const [a, b] = [pixelsOf(source.sample(count, stream)), pixelsOf(source.sample(count, stream))];
  return imagesOf(a.map((value, i) => (value + b[i]) >> 1));
};

describe('the metrics of images', () => {
  it('are named, explained and sourced', () => {
    expect(vaeMetrics.map(({ id }) => id)).toEqual([
      'test-elbo',
      'latent-sd',
      'active-latents',
      'frechet-distance',
      'precision',
      'recall',
      'density',
      'coverage',
      'vendi',
      'mmd-squared',
      'nearest-real-distance',
      'nearest-real-distance-q05',
      'class-entropy',
      'image-entropy',
      'mode-coverage',
    ]);
    for (const { id, summary, source: where, unit, margin } of vaeMetrics) {
      expect(
        [summary.length, where.length, unit.length, margin.reason.length].every((length) => length > 0),
        id,
      ).toBe(true);
    }
  });

  it('are the same again on one stream', async () => {
    for (const id of ['test-elbo', 'latent-sd', 'frechet-distance', 'recall', 'class-entropy']) {
      expect(await resultOf(id, decoded), id).toEqual(await resultOf(id, decoded));
    }
  });

  it('say that a model diverged in training where it has', async () => {
    const diverged = { ...params, diverged: { epoch: 2, step: 1, loss: Number.NaN } };
    for (const { id } of vaeMetrics) {
      expect(await resultOf(id, decoded, { params: diverged }), id).toEqual({
        status: 'diverged',
        reason: 'the loss was NaN at epoch 2, step 1',
      });
    }
  });

  it('find real images faultless', async () => {
    expect(await measured('frechet-distance', real)).toBeLessThan(0.1 * (await measured('frechet-distance', decoded)));
    for (const id of ['precision', 'recall', 'coverage']) expect(await measured(id, real), id).toBeGreaterThan(0.9);
    expect(await measured('density', real)).toBeGreaterThan(0.9);
    expect(await measured('mmd-squared', real)).toBeLessThan(0.005);
    expect(await measured('class-entropy', real)).toBeGreaterThan(2.25);
    expect(await measured('image-entropy', real)).toBeLessThan(0.2);
    expect(await measured('mode-coverage', real)).toBe(1);
  });

  it('see one digit as the loss of nine', async () => {
    expect(await measured('class-entropy', ones)).toBeLessThan(0.3);
    expect(await measured('mode-coverage', ones)).toBe(0.1);
    expect(await measured('recall', ones)).toBeLessThan(0.2);
    expect(await measured('coverage', ones)).toBeLessThan(0.2);
    expect(await measured('vendi', ones)).toBeLessThan(0.6 * (await measured('vendi', real)));
    // They are clear and real all the same.
    expect(await measured('image-entropy', ones)).toBeLessThan(0.2);
    expect(await measured('precision', ones)).toBeGreaterThan(0.85);
  });

  it('see blended digits as neither one nor the other', async () => {
    expect(await measured('image-entropy', blended)).toBeGreaterThan(3 * (await measured('image-entropy', real)));
    expect(await measured('frechet-distance', blended)).toBeGreaterThan(10 * (await measured('frechet-distance', real)));
    expect(await measured('class-entropy', blended)).toBeGreaterThan(1.8);
  });

  it('see copies of the original data as near as can be', async () => {
    const copies: Draw = (count, stream) => imageSpace.subset!([original], count, true, stream);
    // The same features, whatever the place in a batch.
    expect(await measured('nearest-real-distance', copies)).toBe(0);
    expect(await measured('nearest-real-distance-q05', decoded)).toBeGreaterThan(0.5);
  });
});

describe('the metrics of the model', () => {
  it('fall as it is broken', async () => {
    const bound = await measured('test-elbo', decoded);
    // Half of what an image of one grey, 784 ln 2 nats, has.
    expect(bound).toBeGreaterThan(-250);
    expect(bound).toBeLessThan(-80);
    expect(await measured('active-latents', decoded)).toBeGreaterThanOrEqual(4);
    const silent = {
      ...params,
      parameters: Object.fromEntries(Object.entries(params.parameters).map(([name, numbers]) => [name, numbers.map(() => 0)])),
    };
    expect(await measured('test-elbo', decoded, { params: silent })).toBeCloseTo(-784 * Math.log(2), 1);
    expect(await measured('active-latents', decoded, { params: silent })).toBe(0);
  });

  it("hold images against model 1's encoder, whatever the present model is", async () => {
    const own = await measured('latent-sd', decoded);
    expect(own).toBeLessThan(await measured('latent-sd', real));
    expect(own).toBeGreaterThan(0.2);
    const other = { ...params, parameters: {} };
    expect(await measured('latent-sd', decoded, { params: other })).toBe(own);
    const grey: Draw = (count) => imagesOf(new Uint8Array(count * PIXELS).fill(30));
    // One image has one mean for each latent: what is left is how the latents differ.
    expect(await measured('latent-sd', grey)).not.toBe(own);
  });

  it('draw images of a decoder when they look at them', async () => {
    const { network, parameters: learnt } = params;
    const fresh: Draw = (count) => ({ parts: [{ kind: 'decoder', count, network, parameters: learnt, latentScale: 1 }] });
    const [a, b] = [await measured('latent-sd', fresh), await measured('latent-sd', decoded)];
    expect(Math.abs(a / b - 1)).toBeLessThan(0.03);
    expect(await measured('mode-coverage', fresh)).toBeLessThanOrEqual(1);
  });
});

describe('the histogram of latents', () => {
  it('is narrower for the model than for real images, and its density adds up to 1', async () => {
    const densities = await Promise.all(
      [decoded, real].map(async (draw) => latentHistogram(params, await draw(1000, rng(8)), rng(9))),
    );
    for (const { densities: heights, edges, outside } of densities) {
      const inside = heights.reduce((sum, height, i) => sum + height * (edges[i + 1] - edges[i]), 0);
      expect(inside + outside).toBeCloseTo(1, 12);
    }
    expect(Math.max(...densities[0].densities)).toBeGreaterThan(Math.max(...densities[1].densities));
  });
});
