import { streamAt, streamKey } from '@collapse-bench/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { imageCount, labelsOf, PIXELS, pixelsOf } from './images.js';
import { loadMnist } from './mnist/load-mnist.js';
import { firstImages, mnistOf } from './mnist/real-images.js';
import { realSource } from './real-source.js';
import { packageFiles } from './testing/package-files.js';

const rng = (replicate: number) => streamAt(streamKey(1, `replicate=${replicate}/real`), 0);

test('nothing can be drawn before MNIST is loaded', () => {
  expect(() => realSource({ pixels: 'grey', trainImages: 10 }).sample(1, rng(1))).toThrow(/await vae.load/);
});

describe('real images', () => {
  beforeAll(async () => {
    await loadMnist(packageFiles);
  });

  /** Each image as text, with its label. */
  const namesOf = (pixels: Uint8Array, labels: Uint8Array) =>
    Array.from(labels, (label, i) => `${label} ${Buffer.from(pixels.subarray(i * PIXELS, (i + 1) * PIXELS)).toString('latin1')}`);

  test.each(['grey', 'binary'] as const)('of the whole set are the set in another order, each with its label (%s)', (pixels) => {
    const drawn = realSource({ pixels, trainImages: 300 }).sample(300, rng(1));
    const { train } = mnistOf(pixels);
    const set = firstImages(train, 300);
    const names = namesOf(pixelsOf(drawn), labelsOf(drawn)!);
    expect(names).not.toEqual(namesOf(set.pixels, set.labels));
    expect(names.sort()).toEqual(namesOf(set.pixels, set.labels).sort());
  });

  test('differ between replicates and repeat within one', () => {
    const source = realSource({ pixels: 'grey', trainImages: 60_000 });
    expect(source.sample(50, rng(1))).toEqual(source.sample(50, rng(1)));
    expect(source.sample(50, rng(1))).not.toEqual(source.sample(50, rng(2)));
    expect(imageCount(source.sample(0, rng(1)))).toBe(0);
  });

  test('the first images of a smaller draw are those of a larger one', () => {
    const source = realSource({ pixels: 'grey', trainImages: 60_000 });
    const many = pixelsOf(source.sample(200, rng(3)));
    expect(pixelsOf(source.sample(20, rng(3)))).toEqual(many.subarray(0, 20 * PIXELS));
  });

  test('have the digits of the set: chi-square over the ten labels', () => {
    const count = 20_000;
    const labels = labelsOf(realSource({ pixels: 'grey', trainImages: 60_000 }).sample(count, rng(7)))!;
    const inSet = new Array(10).fill(0);
    for (const label of mnistOf('grey').train.labels) inSet[label]++;
    const drawn = new Array(10).fill(0);
    for (const label of labels) drawn[label]++;
    // Without replacement the statistic shrinks by the finite-population factor; 27.9 is the 99.9% point of 9 degrees of freedom.
    const factor = (60_000 - count) / (60_000 - 1);
    const statistic = drawn.reduce(
      (sum, n, digit) => sum + (n - (count * inSet[digit]) / 60_000) ** 2 / ((count * inSet[digit]) / 60_000),
      0,
    );
    expect(statistic / factor).toBeLessThan(27.9);
    expect(statistic).toBeGreaterThan(0);
  });

  test('are as many as there are, no more', () => {
    expect(() => realSource({ pixels: 'grey', trainImages: 10 }).sample(11, rng(1))).toThrow(/at most 10 samples.* found 11/);
  });
});
