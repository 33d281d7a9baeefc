import {
  accumulateSubsample,
  fixedReal,
  type Generation,
  isCapable,
  loopStreams,
  type MitigationDefinition,
  mixture,
  preserveReal,
  replace,
  runGenerations,
  streamAt,
  streamKey,
  temperature,
  weightedReal,
} from '@collapse-bench/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Images, imageCount, pixelsOf } from './images.js';
import { drawnPixels } from './model/drawn-pixels.js';
import type { VaeOptions } from './options.js';
import type { VaeParams } from './params.js';
import { quickHost } from './testing/untrained-classifier.js';
import { vae } from './vae.js';

const options: VaeOptions = {
  network: 'mlp',
  latents: 4,
  pixels: 'grey',
  trainImages: 300,
  epochs: 1,
  batch: 64,
  learningRate: 0.003,
  weightDecay: 0.00001,
  data: 'fixed-set',
  decoding: 'means',
  start: 'fresh',
};

const rng = (purpose: string) => streamAt(streamKey(1, purpose), 0);

async function generationsOf(
  change: Partial<VaeOptions>,
  definition: MitigationDefinition,
  mitigation: object,
  { generations = 3, seed = 1 } = {},
) {
  const { space, source, model } = vae.create({ ...options, ...change });
  const found: Generation<Images, VaeParams>[] = [];
  const streams = loopStreams(seed, 0);
  for await (const each of runGenerations({
    ...{ space, source, model, streams, samples: 200, generations },
    mitigation: definition.create(mitigation),
  })) {
    found.push(each);
  }
  return found;
}

test('before loading: a system is made, but nothing real is drawn', () => {
  const { source, space } = vae.create(options);
  expect(space.size({ parts: [] })).toBe(0);
  expect(() => source.sample(1, rng('real'))).toThrow('await vae.load(options, host) first');
});

describe('the system', () => {
  beforeAll(async () => {
    await vae.load(options, quickHost);
  });

  test('says where its files are looked for', () => {
    expect(vae.module).toBe(new URL('./vae.ts', import.meta.url).href);
  });

  test('names metrics that it has for the aspects of collapse', () => {
    const ids = vae.metrics.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { metric } of Object.values(vae.aspects)) expect(ids).toContain(metric);
  });

  test('one seed gives one chain, and another seed another; parameters are plain data', async () => {
    // Not toEqual on the arrays, which takes seconds.
    const bytes = ({ params }: { params: VaeParams }) =>
      Buffer.concat(Object.values(params.parameters).map(({ buffer }) => Buffer.from(buffer))).toString('base64');
    const first = await generationsOf({}, replace, {});
    const chain = first.map(bytes);
    expect((await generationsOf({}, replace, {})).map(bytes).every((each, i) => each === chain[i])).toBe(true);
    expect(bytes((await generationsOf({}, replace, {}, { seed: 2, generations: 1 }))[0]) === chain[0]).toBe(false);
    expect(new Set(chain).size).toBe(3);
    expect(bytes(structuredClone(first[2])) === chain[2]).toBe(true);
    expect(first.map(({ training }) => imageCount(training))).toEqual([200, 200, 200]);
  });

  const mixed = [
    { definition: fixedReal, given: { ratio: 0.5 }, count: 300 },
    { definition: preserveReal, given: { fraction: 0.1, redraw: true }, count: 200 },
    { definition: accumulateSubsample, given: { keepReal: true, replacement: false }, count: 200 },
    { definition: mixture, given: { model: 0.5, previous: 0.25, original: 0.25 }, count: 200 },
    { definition: weightedReal, given: { weight: 0.5, ratio: 1 }, count: 400 },
    { definition: temperature, given: { temperature: 0.5 }, count: 200 },
  ];
  describe.each([
    { data: 'fixed-set', cases: mixed.slice(1, 3) },
    { data: 'resampled', cases: mixed },
  ] as const)('real and generated images together ($data)', ({ data, cases }) => {
    test.each(cases)('$definition.id', async ({ definition, given, count }) => {
      const generations = await generationsOf({ data }, definition, given, { generations: 2 });
      expect(generations.map(({ params }) => Number.isFinite(params.finalLoss) && !params.diverged)).toEqual([true, true]);
      expect(imageCount(generations[1].training)).toBe(count);
      const kinds = new Set(generations[1].training.parts.map((part) => part.kind));
      expect(kinds.has('decoder')).toBe(data === 'resampled');
      expect(kinds.has('pixels')).toBe(data === 'fixed-set' || definition !== temperature);
    });
  });

  test('the convolutional network runs in the loop', async () => {
    const generations = await generationsOf(
      { network: 'conv', data: 'resampled', start: 'previous' },
      replace,
      {},
      { generations: 2 },
    );
    expect(generations.map(({ params }) => params.network)).toEqual(['conv', 'conv']);
    for (const { params } of generations) expect(params.finalLoss).toBeGreaterThan(0);
  });

  test('resampled images cannot be picked, those of a set can', () => {
    expect(isCapable(vae.create(options), 'pick')).toBe(true);
    expect(isCapable(vae.create({ ...options, data: 'resampled' }), 'pick')).toBe(false);
    for (const data of ['fixed-set', 'resampled'] as const) {
      for (const capability of ['subset', 'weighted', 'temperature'] as const) {
        expect(isCapable(vae.create({ ...options, data }), capability), capability).toBe(true);
      }
    }
  });

  test('binary images are black and white, drawn ones too', async () => {
    const [{ training, params }] = await generationsOf({ pixels: 'binary', decoding: 'draws' }, replace, {});
    const { model } = vae.create({ ...options, decoding: 'draws' });
    const drawn = await drawnPixels(await model.sample(params, { count: 5 }, rng('sample')), rng('drawn'));
    for (const pixels of [pixelsOf(training), drawn]) expect(new Set(pixels)).toEqual(new Set([0, 255]));
  });

  test('training teaches: real images are likelier after more epochs', async () => {
    const { source, model, truth } = vae.create({ ...options, trainImages: 1000 });
    const elbo = vae.metrics.find(({ id }) => id === 'test-elbo')!;
    const original = source.sample(1000, rng('real'));
    const boundAfter = async (epochs: number) => {
      const { params } = await vae.create({ ...options, epochs }).model.fit({ data: original }, rng('fit'), undefined);
      const value = await elbo.evaluate(
        {
          ...{ generation: 1, params, first: params, truth, absorbedAt: undefined, original, training: original },
          sample: (count, stream) => model.sample(params, { count }, stream),
          real: source.sample,
        },
        rng('elbo'),
      );
      return value.status === 'ok' ? value.value : Number.NaN;
    };
    const [little, much] = [await boundAfter(1), await boundAfter(4)];
    // A model of independent grey pixels has a bound of about -206 nats.
    expect(much).toBeGreaterThan(-206);
    expect(much).toBeGreaterThan(little + 10);
  });
});
