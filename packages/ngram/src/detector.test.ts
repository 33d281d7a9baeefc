import { streamAt, streamKey } from '@collapse-bench/core';
import { cutIntoBlocks, joinDocuments, type TokenBlocks, tokenBlocksSpace, zipfMarkovText } from '@collapse-bench/text';
import { describe, expect, test } from 'vitest';
import { testSeed } from '../../core/src/testing/seed-offset.js';
import { fitLogistic, trainDetector } from './detector.js';
import { fitNgram } from './model/fit-ngram.js';
import { sampleBlocks } from './model/sample-blocks.js';

const WORDS = 50;
const rng = (index: number) => streamAt(streamKey(testSeed(11), 'detector'), index);
const real = cutIntoBlocks(zipfMarkovText(WORDS, 100, 640), 32);
const part = (data: TokenBlocks, from: number, to: number) =>
  tokenBlocksSpace.pick!(
    data,
    Uint32Array.from({ length: to - from }, (_, i) => from + i),
  );
const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;

/** Text of a model that knows words but not their order. */
const shuffled = sampleBlocks(fitNgram(real, 1, { kind: 'add-k', k: 0 }, WORDS + 1), { count: 1000 }, 32, rng(0));

describe('a detector', () => {
  const detect = trainDetector(part(real, 0, 500), part(shuffled, 0, 500), WORDS + 1, rng(1));
  const onReal = detect(part(real, 500, 1000));
  const onGenerated = detect(part(shuffled, 500, 1000));

  test('tells text without order from text with it, on documents that it has not seen', () => {
    const right = onReal.filter((c) => c < 0.5).length + onGenerated.filter((c) => c >= 0.5).length;
    expect(right / 1000).toBeGreaterThan(0.9);
    for (const c of [...onReal, ...onGenerated]) expect(c >= 0 && c <= 1).toBe(true);
  });

  test('says how sure it may be: among documents of confidence near c a fraction c is generated', () => {
    const all = [...Array.from(onReal, (c) => [c, 0]), ...Array.from(onGenerated, (c) => [c, 1])];
    for (const [low, high] of [
      [0, 0.2],
      [0.2, 0.8],
      [0.8, 1],
    ]) {
      const within = all.filter(([c]) => c >= low && c <= high);
      const expected = within.reduce((sum, [c]) => sum + c, 0);
      const found = within.reduce((sum, [, generated]) => sum + generated, 0);
      const sd = Math.sqrt(within.reduce((sum, [c]) => sum + c * (1 - c), 0));
      // The calibration itself was learned from as many documents: twice the variance.
      expect(Math.abs(found - expected), `${low} to ${high}`).toBeLessThan(4.5 * Math.SQRT2 * sd + 1);
    }
  });

  test('is not sure of anything where both are the same kind', () => {
    const fooled = trainDetector(part(real, 0, 400), part(real, 400, 800), WORDS + 1, rng(2));
    const confidence = fooled(part(real, 800, 1800));
    expect(Math.abs(mean(confidence) - 0.5)).toBeLessThan(0.05);
    expect(Math.max(...confidence.map((c) => Math.abs(c - 0.5)))).toBeLessThan(0.25);
  });

  test('does not mind in which order documents come', () => {
    const { concat } = tokenBlocksSpace;
    const halves = [part(real, 0, 200), part(shuffled, 0, 200)];
    // The same mixture of kinds on both sides, turned round.
    const fooled = trainDetector(concat(halves), concat(halves.toReversed()), WORDS + 1, rng(3));
    const confidence = fooled(concat([part(real, 500, 700), part(shuffled, 500, 700)]));
    // Halves that are not drawn at random would teach it the opposite of what it then sees: sure and wrong.
    expect(mean(confidence.map((c) => Math.abs(c - 0.5)))).toBeLessThan(0.2);
  });

  test('comes out the same from the same stream, and needs documents to hold out', () => {
    const again = trainDetector(part(real, 0, 500), part(shuffled, 0, 500), WORDS + 1, rng(1));
    expect(again(part(real, 500, 1000))).toEqual(onReal);
    expect(() => trainDetector(part(real, 0, 3), shuffled, WORDS + 1, rng(1))).toThrow(/at least 4 real documents, found 3/);
    expect(detect(joinDocuments([new Uint32Array(0)]))).toHaveLength(1);
  });
});

describe('logistic regression on one feature', () => {
  test('finds the least of the loss: the mean of p - y and of (p - y) x is the ridge alone', () => {
    const features = Float64Array.from({ length: 40 }, (_, i) => ((i * 7) % 13) / 5 + (i >= 25 ? 0.9 : 0));
    const { intercept, slope } = fitLogistic(features, 25);
    let gradient0 = 0;
    let gradient1 = 0;
    features.forEach((x, i) => {
      const error = (i < 25 ? 0 : 1) - 1 / (1 + Math.exp(-intercept - slope * x));
      gradient0 += (0.5 * error) / (i < 25 ? 25 : 15);
      gradient1 += (0.5 * error * x) / (i < 25 ? 25 : 15);
    });
    expect(slope).toBeGreaterThan(0.1);
    expect(Math.abs(gradient0)).toBeLessThan(1e-9);
    expect(Math.abs(gradient1 - 1e-3 * slope)).toBeLessThan(1e-9);
  });

  test('stays finite where the classes do not overlap', () => {
    const { intercept, slope } = fitLogistic(Float64Array.of(-3, -2, 2, 3), 2);
    expect(slope).toBeGreaterThan(1);
    expect(Number.isFinite(slope) && Number.isFinite(intercept)).toBe(true);
  });
});
