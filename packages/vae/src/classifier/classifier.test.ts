import { streamAt, streamKey } from '@collapse-bench/core';
import { decodeSafetensors } from '@collapse-bench/tensor';
import { beforeAll, describe, expect, it } from 'vitest';
import { PIXELS } from '../images.js';
import type { Mnist } from '../mnist/read-mnist.js';
import { readMnist } from '../mnist/read-mnist.js';
import { SURE } from '../scorer.js';
import { packageFiles } from '../testing/package-files.js';
import { type Classifier, loadClassifier } from './classifier.js';
import { classify } from './classify.js';
import { confidences } from './confidence.js';
import { DIGITS, FEATURES } from './shape.js';
import { trainClassifier } from './train.js';

let mnist: Mnist;
let classifier: Classifier;
let kept: { key: string; bytes: Uint8Array };

beforeAll(async () => {
  mnist = await readMnist(packageFiles);
  const host = {
    kept: async (key: string, make: () => Promise<Uint8Array>) => {
      kept = { key, bytes: await make() };
      return kept.bytes;
    },
  };
  classifier = await loadClassifier(host, mnist.train);
}, 120_000);

function rightShare(probabilities: Float32Array, labels: Uint8Array): number {
  let right = 0;
  labels.forEach((label, i) => {
    const row = probabilities.subarray(i * DIGITS, (i + 1) * DIGITS);
    if (row.indexOf(Math.max(...row)) === label) right++;
  });
  return right / labels.length;
}

describe('the classifier of digits', () => {
  it('is sure of 96% of the test images, and right of 99.7% of those', async () => {
    const { probabilities } = await classify(classifier, mnist.test.pixels);
    const confidence = confidences(probabilities);
    const sure = Array.from(confidence.keys()).filter((i) => confidence[i] >= SURE);
    expect(sure.length / 10_000).toBeGreaterThan(0.95);
    expect(sure.length / 10_000).toBeLessThan(0.975);
    const rows = Float32Array.from(sure.flatMap((i) => [...probabilities.subarray(i * DIGITS, (i + 1) * DIGITS)]));
    expect(
      rightShare(
        rows,
        Uint8Array.from(sure, (i) => mnist.test.labels[i]),
      ),
    ).toBeGreaterThan(0.997);
  });

  it('knows at least 98.5% of the 10,000 test images', async () => {
    const { probabilities } = await classify(classifier, mnist.test.pixels);
    expect(rightShare(probabilities, mnist.test.labels)).toBeGreaterThanOrEqual(0.985);
  });

  it('gives probabilities, and features that are not all of one image', async () => {
    const { probabilities, features } = await classify(classifier, mnist.test.pixels.subarray(0, 300 * PIXELS));
    expect([probabilities.length, features.length]).toEqual([300 * DIGITS, 300 * FEATURES]);
    for (let i = 0; i < 300; i++) {
      const sum = probabilities.subarray(i * DIGITS, (i + 1) * DIGITS).reduce((a, b) => a + b, 0);
      expect(sum).toBeCloseTo(1, 5);
    }
    expect(features.every((value) => value >= 0)).toBe(true);
    const active = Array.from({ length: FEATURES }, (_, j) => features.some((value, i) => i % FEATURES === j && value > 0));
    expect(active.filter(Boolean).length).toBeGreaterThan(FEATURES / 2);
  });

  it('sees an image alike in whatever place, also in a batch that is not full', async () => {
    const five = mnist.test.pixels.subarray(0, 5 * PIXELS);
    const alone = await classify(classifier, five);
    const shifted = new Uint8Array(253 * PIXELS);
    shifted.set(five, 248 * PIXELS);
    const { features } = await classify(classifier, shifted);
    expect(features.slice(248 * FEATURES)).toEqual(alone.features);
    expect((await classify(classifier, new Uint8Array(0))).features).toHaveLength(0);
    await expect(classify(classifier, new Uint8Array(PIXELS + 1))).rejects.toThrow('expected a multiple of 784 bytes, found 785');
  });

  it('comes back from what was kept', async () => {
    const again = await loadClassifier({ kept: async () => kept.bytes }, mnist.train);
    expect(again).toEqual(classifier);
    expect(kept.key).toMatch(/^[A-Za-z0-9.-]+$/);
    expect(Object.keys(decodeSafetensors(kept.bytes).tensors)).toHaveLength(8);
  });
});

describe('training', () => {
  const some = (from: Mnist['train'], count: number) => ({
    pixels: from.pixels.subarray(0, count * PIXELS),
    labels: from.labels.subarray(0, count),
  });
  const short = { epochs: 1, batch: 64, learningRate: 3e-3 };
  const rng = (seed: number) => streamAt(streamKey(seed, 'classifier.test'), 0);

  it('gives the same parameters again from one seed, and others from another', async () => {
    const [first, same, other] = [
      await trainClassifier(some(mnist.train, 1000), short, rng(1)),
      await trainClassifier(some(mnist.train, 1000), short, rng(1)),
      await trainClassifier(some(mnist.train, 1000), short, rng(2)),
    ];
    expect(same).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('asks for a batch of images, with a label each', async () => {
    await expect(trainClassifier(some(mnist.train, 63), short, rng(1))).rejects.toThrow('a batch of 64 images, found 63');
    const { pixels } = some(mnist.train, 64);
    await expect(trainClassifier({ pixels, labels: new Uint8Array(65) }, short, rng(1))).rejects.toThrow('65 labels');
  });
});
