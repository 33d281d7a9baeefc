import { streamAt, streamKey } from '@collapse-bench/core';
import { joinDocuments, type TokenBlocks } from '@collapse-bench/text';
import { describe, expect, test } from 'vitest';
import { testSeed } from '../../../core/src/testing/seed-offset.js';
import { distributionAfter } from '../testing/distribution.js';
import { smallText } from '../testing/small-texts.js';
import { fitNgram } from './fit-ngram.js';
import type { NgramParams } from './ngram-model.js';
import { nucleusBorder } from './nucleus.js';
import { sampleBlocks } from './sample-blocks.js';

const OUTCOMES = 10;
const text = smallText(OUTCOMES - 1, 12, 40);
const rng = (index = 0) => streamAt(streamKey(testSeed(5), 'sample-blocks'), index);
const LENGTH = 5;

/** The nucleus by sorting the whole distribution. */
function nucleusOf(distribution: Float64Array, topP: number): number[] {
  const order = Array.from(distribution, (_, word) => word).sort((a, b) => distribution[b] - distribution[a] || a - b);
  const kept: number[] = [];
  let sum = 0;
  for (const word of order) {
    if (sum >= topP) break;
    kept.push(word);
    sum += distribution[word];
  }
  return kept;
}

function lawOf(params: NgramParams, before: readonly number[], temperature: number, topP: number): Float64Array {
  const powers = distributionAfter(params, before, true).map((p) => p ** (1 / temperature));
  const total = powers.reduce((a, b) => a + b, 0);
  const tempered = powers.map((p) => p / total);
  const kept = nucleusOf(tempered, topP);
  const mass = kept.reduce((sum, word) => sum + tempered[word], 0);
  return tempered.map((p, word) => (kept.includes(word) ? p / mass : 0));
}

/** Sum over all contexts at one position of the chi square of the next words, as standard errors from its mean. */
function deviation(params: NgramParams, blocks: TokenBlocks, at: number, temperature: number, topP: number): number {
  const counts = new Map<string, Float64Array>();
  for (const start of blocks.offsets.slice(0, -1)) {
    const before = blocks.tokens.subarray(start, start + at).join();
    if (!counts.has(before)) counts.set(before, new Float64Array(OUTCOMES));
    counts.get(before)![blocks.tokens[start + at]]++;
  }
  let chi = 0;
  let freedom = 0;
  for (const [before, found] of counts) {
    const total = found.reduce((a, b) => a + b, 0);
    if (total < 60) continue;
    const law = lawOf(params, before === '' ? [] : before.split(',').map(Number), temperature, topP);
    law.forEach((p, word) => {
      if (p === 0) expect(found[word]).toBe(0);
      else chi += (found[word] - total * p) ** 2 / (total * p);
    });
    freedom += law.filter((p) => p > 0).length - 1;
  }
  expect(freedom).toBeGreaterThan(2);
  return (chi - freedom) / Math.sqrt(2 * freedom);
}

describe.each([1, 2, 3])('order %i', (order) => {
  describe.each([
    ['modified Kneser-Ney', fitNgram(text, order, { kind: 'modified-kneser-ney' }, OUTCOMES)],
    ['add-k', fitNgram(text, order, { kind: 'add-k', k: 0.3 }, OUTCOMES)],
  ] as const)('%s', (_name, params) => {
    test.each([
      [1, 1],
      [0.6, 1],
      [1.7, 1],
      [1, 0.8],
      [0.7, 0.9],
    ])('at temperature %f and top-p %f words follow the law of their context', (temperature, topP) => {
      const blocks = sampleBlocks(params, { count: 5000, temperature, topP }, LENGTH, rng(order));
      for (const at of [0, 1, 2]) expect(Math.abs(deviation(params, blocks, at, temperature, topP))).toBeLessThan(5);
    });

    test('the border of a nucleus is that of the sorted distribution, ties by number', () => {
      for (const topP of [0.05, 0.3, 0.6, 0.9, 0.999, 1]) {
        const border = nucleusBorder(params, topP);
        for (let context = 0; context < params.levels[order - 1].backoffs.length; context++) {
          const place = { length: order - 1, context };
          const distribution = distributionAfterContext(params, order, context);
          const { word, probability } = border(place);
          const kept = nucleusOf(distribution, topP);
          // Rounding decides between sums within 1e-15 of topP, and between words that are equal but for it.
          expect(Math.abs(distribution[kept.at(-1)!] - probability)).toBeLessThan(topP === 1 ? 1 : 1e-12);
          expect(distribution[word]).toBeCloseTo(probability, 12);
        }
      }
    });
  });
});

function distributionAfterContext(params: NgramParams, order: number, context: number): Float64Array {
  // The words of a context, from its last to its first.
  const words: number[] = [];
  let entry = context;
  for (let n = order - 1; n >= 1; n--) {
    const { starts, words: last } = params.levels[n - 1];
    words.unshift(last[entry]);
    let above = 0;
    while (starts[above + 1] <= entry) above++;
    entry = above;
  }
  const fromBeginning = words[0] === OUTCOMES;
  return distributionAfter(params, fromBeginning ? words.slice(1) : words, fromBeginning);
}

describe('requests', () => {
  const params = fitNgram(text, 2, { kind: 'modified-kneser-ney' }, OUTCOMES);

  test('blocks have the count and length asked for, and the same stream gives the same blocks', () => {
    for (const count of [0, 1, 7]) expect(sampleBlocks(params, { count }, LENGTH, rng()).offsets).toHaveLength(count + 1);
    const twice = [rng(), rng()].map((stream) =>
      sampleBlocks(params, { count: 20, temperature: 0.9, topP: 0.9 }, LENGTH, stream),
    );
    expect(twice[0]).toEqual(twice[1]);
    expect(sampleBlocks(structuredClone(params), { count: 20 }, LENGTH, rng())).toEqual(
      sampleBlocks(params, { count: 20 }, LENGTH, rng()),
    );
  });

  test('what makes no sense is refused', () => {
    const refused = (request: { count: number; temperature?: number; topP?: number }, message: RegExp) =>
      expect(() => sampleBlocks(params, request, LENGTH, rng())).toThrow(message);
    refused({ count: Number.POSITIVE_INFINITY }, /whole number of blocks, found Infinity/);
    refused({ count: -1 }, /found -1/);
    refused({ count: 1, topP: 0 }, /topP <= 1, found 0/);
    refused({ count: 1, topP: 1.1 }, /found 1.1/);
    refused({ count: 1, temperature: -1 }, /temperature > 0, found -1/);
  });
});

test('of equally probable words the nucleus takes the first, whether they were ever said or not', () => {
  const drawn = (params: NgramParams) => new Set(sampleBlocks(params, { count: 500, topP: 0.5 }, 1, rng()).tokens);
  const equal = fitNgram(joinDocuments([Uint32Array.of(3, 1, 2, 0)]), 1, { kind: 'add-k', k: 0 }, 4);
  expect(drawn(equal)).toEqual(new Set([0, 1]));
  // Additive smoothing knows nothing of a context that was never seen: 2 and 3 are listed, 0 and 1 are not.
  const some = fitNgram(joinDocuments([Uint32Array.of(3, 2, 3)]), 2, { kind: 'add-k', k: 1 }, 4);
  const place = { length: 0, context: 0 };
  expect(nucleusBorder(some, 0.5)(place)).toEqual({ word: 1, probability: 0.25 });
});

test('without smoothing a word that was not said is never drawn', () => {
  const params = fitNgram(joinDocuments([Uint32Array.of(1, 1, 4)]), 1, { kind: 'add-k', k: 0 }, OUTCOMES);
  const { tokens } = sampleBlocks(params, { count: 2000 }, LENGTH, rng());
  expect(new Set(tokens)).toEqual(new Set([1, 4]));
});
