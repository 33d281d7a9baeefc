import type { Setting } from '@collapse-bench/core';
import { Compile } from 'typebox/compile';
import { describe, expect, test } from 'vitest';
import { checkVae, mostImages } from './check.js';
import { type VaeOptions, vaeOptions } from './options.js';

const options: VaeOptions = {
  network: 'mlp',
  latents: 20,
  pixels: 'grey',
  trainImages: 60_000,
  epochs: 30,
  batch: 256,
  learningRate: 0.001,
  weightDecay: 0.00001,
  data: 'fixed-set',
  decoding: 'means',
  start: 'fresh',
};

const setting = (change: Partial<VaeOptions> = {}, samples = 60_000): Setting<VaeOptions> => ({
  system: { ...options, ...change },
  mitigation: { id: 'replace' },
  samples,
  generations: 20,
});
const pointers = (found: Setting<VaeOptions>) => checkVae(found).map(({ pointer }) => pointer);

describe('what the schema cannot say', () => {
  test('nothing is wrong with the paper', () => {
    expect(Compile(vaeOptions).Check(options)).toBe(true);
    expect(checkVae(setting())).toEqual([]);
    expect(checkVae(setting({ data: 'resampled', network: 'conv' }))).toEqual([]);
    expect(checkVae(setting({ batch: 1, trainImages: 1 }, 1))).toEqual([]);
  });

  test.each<[string, Setting<VaeOptions>, string, RegExp]>([
    ['more samples than real images', setting({ trainImages: 1000 }, 1001), '/samples', /at most trainImages, 1000.* found 1001/],
    ['a population', setting({}, Number.POSITIVE_INFINITY), '/samples', /a whole number of images.* found Infinity/],
    ['half an image', setting({}, 1000.5), '/samples', /a whole number of images.* found 1000.5/],
    ['a batch that is never full', setting({ batch: 257 }, 256), '/system/batch', /at most the samples, 256.* found 257/],
    ['no learning', setting({ learningRate: 0 }), '/system/learningRate', /a number > 0.* found 0/],
    [
      'draws where only means are made',
      setting({ data: 'resampled', decoding: 'draws' }),
      '/system/decoding',
      /"means".* found draws/,
    ],
  ])('%s: one problem, in words', (_, wrong, pointer, message) => {
    const problems = checkVae(wrong);
    expect(problems.map((problem) => problem.pointer)).toEqual([pointer]);
    expect(`expected ${problems[0].expected}, found ${problems[0].found}`).toMatch(message);
    expect(problems[0].remedy).not.toBe('');
  });

  test('all problems are told at once', () => {
    expect(pointers(setting({ trainImages: 10, batch: 30, learningRate: 0 }, 20))).toEqual([
      '/samples',
      '/system/batch',
      '/system/learningRate',
    ]);
  });

  test('images take memory, decoders do not', () => {
    expect(mostImages(options)).toBeGreaterThan(60_000);
    expect(mostImages(options) * 784).toBeLessThan(2 ** 30);
    expect(mostImages({ data: 'resampled' })).toBeGreaterThan(1_800_000);
  });
});
