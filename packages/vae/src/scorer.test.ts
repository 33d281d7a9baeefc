import {
  detectResample,
  highSurprise,
  isCapable,
  loopStreams,
  type MitigationDefinition,
  runGenerations,
  type Scorer,
  selectArgmax,
  selectSoftmax,
  streamAt,
  streamKey,
  verify,
} from '@collapse-bench/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { classify } from './classifier/classify.js';
import { confidences } from './classifier/confidence.js';
import { imageSpace } from './image-space.js';
import { type Images, imageCount, PIXELS, pixelsOf } from './images.js';
import { judgeOf, loadJudge } from './metrics/judge.js';
import { decode, elbo, encode } from './model/evaluation.js';
import { vaeModel } from './model/vae-model.js';
import { firstParameters } from './networks/programs.js';
import type { VaeOptions } from './options.js';
import type { VaeParams } from './params.js';
import { realSource } from './real-source.js';
import { SURE, vaeScorer } from './scorer.js';
import { quickHost } from './testing/untrained-classifier.js';
import { vae } from './vae.js';

const options: VaeOptions = {
  network: 'mlp',
  latents: 4,
  pixels: 'grey',
  trainImages: 500,
  epochs: 1,
  batch: 50,
  learningRate: 0.003,
  weightDecay: 0.00001,
  data: 'fixed-set',
  decoding: 'means',
  start: 'fresh',
};
const rng = (purpose: string) => streamAt(streamKey(1, purpose), 0);
const params: VaeParams = {
  network: 'mlp',
  latents: 4,
  parameters: firstParameters(options, rng('parameters')),
  finalLoss: 0,
};
const scorer = vaeScorer(options)!;
let real: Images;

beforeAll(async () => {
  await loadJudge(quickHost, 'grey');
  real = realSource(options).sample(300, rng('real'));
});

describe('judges of images', () => {
  test('reward is the probability of the likeliest digit', async () => {
    const { probabilities } = await classify(judgeOf({ pixels: 'grey' }).classifier, pixelsOf(real));
    const rows = Array.from({ length: 300 }, (_, i) => Math.max(...probabilities.subarray(10 * i, 10 * i + 10)));
    expect(await scorer.reward!(real)).toEqual(Float64Array.from(rows));
    expect(new Set(rows).size).toBeGreaterThan(250);
    expect(confidences(Float32Array.of(0, 0.5, 0.25, 0.25, 0, 0, 0, 0, 0, 0))).toEqual(Float64Array.of(0.5));
  });

  test('right is what the classifier is sure of', async () => {
    // One that only looks at the biases of the digits, so that it is as sure as they say.
    const sureOf = (probability: number): Scorer<Images, VaeParams> => {
      const { classifier } = judgeOf({ pixels: 'grey' });
      for (const name of ['digits', 'digitsBias']) classifier[name].fill(0);
      classifier.digitsBias[3] = Math.log((9 * probability) / (1 - probability));
      return scorer;
    };
    const { digits, digitsBias } = judgeOf({ pixels: 'grey' }).classifier;
    const before = { digits: digits.slice(), digitsBias: digitsBias.slice() };
    try {
      expect(await sureOf(SURE + 0.001).correct!(real)).toEqual(new Uint8Array(300).fill(1));
      expect(await sureOf(SURE - 0.001).correct!(real)).toEqual(new Uint8Array(300));
    } finally {
      digits.set(before.digits);
      digitsBias.set(before.digitsBias);
    }
  });

  test('surprise is the loss at the mean of the latents, and near that of draws', async () => {
    const pixels = pixelsOf(real);
    const surprise = await scorer.surprise!(params, real);
    const { means, logVariances } = await encode(params, pixels);
    const decoded = await decode(params, means);
    for (const image of [0, 1, 255, 256, 299]) {
      let loss = 0;
      for (let i = image * PIXELS; i < (image + 1) * PIXELS; i++) {
        const ink = pixels[i] / 255;
        loss -= ink * Math.log(decoded[i]) + (1 - ink) * Math.log(1 - decoded[i]);
      }
      for (let i = 4 * image; i < 4 * image + 4; i++) {
        loss += (means[i] ** 2 + Math.exp(logVariances[i]) - 1 - logVariances[i]) / 2;
      }
      expect(Math.abs(surprise[image] / loss - 1)).toBeLessThan(1e-5);
    }
    const mean = surprise.reduce((sum, value) => sum + value, 0) / 300;
    const drawn = -(await elbo(params, pixels, rng('elbo')));
    expect(mean).toBeLessThan(drawn);
    expect(mean).toBeGreaterThan(0.98 * drawn);
  });

  test('the detector knows a generated image from a real one, of those it has not seen too', async () => {
    const { sample } = vaeModel(options);
    const [seen, unseen] = [await sample(params, { count: 300 }, rng('a')), await sample(params, { count: 300 }, rng('b'))];
    const detect = await scorer.detector!(real, seen, rng('unused'));
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(await detect(unseen))).toBeGreaterThan(0.95);
    expect(mean(await detect(realSource(options).sample(300, rng('others'))))).toBeLessThan(0.05);
  });

  test('are not there where no image is', async () => {
    expect(vaeScorer({ ...options, data: 'resampled' })).toBeUndefined();
    const decoder: Images = { parts: [{ kind: 'decoder', count: 3, ...params, latentScale: 1 }] };
    await expect(scorer.reward!(decoder)).rejects.toThrow('found a decoder');
    for (const capability of ['reward', 'correct', 'surprise', 'detector'] as const) {
      const instance = { ...vae.create(options), scorer };
      expect(isCapable(instance, capability)).toBe(true);
    }
  });
});

const judged: [string, MitigationDefinition, object, number][] = [
  ['verify', verify, { keepRight: 1, keepWrong: 0.5, oversample: 2 }, 2],
  ['select-softmax', selectSoftmax, { candidates: 2, temperature: 0.05 }, 2],
  ['select-argmax', selectArgmax, { candidates: 2 }, 2],
  ['detect-resample', detectResample, { power: 1, cap: 3 }, 1],
  ['high-surprise', highSurprise, { keep: 0.5 }, 2],
];

describe.each(judged)('%s', (_name, definition, given, candidates) => {
  const M = 100;

  test('trains on images of the model that the judge has seen', async () => {
    const model = vaeModel(options);
    const made: Images[] = [];
    const watched = {
      ...model,
      sample: async (...[from, request, stream]: Parameters<typeof model.sample>) => {
        const images = await model.sample(from, request, stream);
        made.push(images);
        return images;
      },
    };
    const sets: Images[] = [];
    const loop = { space: imageSpace, source: realSource(options), model: watched, scorer, samples: M, generations: 2 };
    const mitigation = definition.create(given);
    for await (const { training } of runGenerations({ ...loop, mitigation, streams: loopStreams(1, 0) })) sets.push(training);
    expect(imageCount(made[0])).toBe(candidates * M);
    const count = imageCount(sets[1]);
    if (definition === verify) expect(Math.abs(count - M)).toBeLessThan(5 * Math.sqrt(M / 2));
    else expect(count).toBe(M);
    const images = (set: Images) => {
      const pixels = pixelsOf(set);
      return Array.from({ length: pixels.length / PIXELS }, (_, i) =>
        Buffer.from(pixels.subarray(i * PIXELS, (i + 1) * PIXELS)).toString('latin1'),
      );
    };
    const known = new Set(images(made[0]));
    expect(images(sets[1]).every((image) => known.has(image))).toBe(true);
    if (definition === selectArgmax) {
      const [all, kept] = [await scorer.reward!(made[0]), await scorer.reward!(sets[1])];
      for (let i = 0; i < M; i++) expect(kept[i]).toBe(Math.max(all[2 * i], all[2 * i + 1]));
    }
  });
});
