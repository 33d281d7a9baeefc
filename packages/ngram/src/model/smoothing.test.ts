import { joinDocuments, tokenBlocksSpace } from '@collapse-bench/text';
import { describe, expect, test } from 'vitest';
import type { Smoothing } from '../options.js';
import { distributionAfter } from '../testing/distribution.js';
import { smallText } from '../testing/small-texts.js';
import { fitNgram } from './fit-ngram.js';
import { discountsOf, FALLBACK_DISCOUNTS } from './modified-kneser-ney.js';
import type { NgramParams } from './ngram-model.js';
import { temper } from './temper.js';

const OUTCOMES = 15;
// The last two words are never said.
const text = smallText(OUTCOMES - 2, 20, 40);
const smoothings: Smoothing[] = [{ kind: 'modified-kneser-ney' }, { kind: 'add-k', k: 0.01 }, { kind: 'add-k', k: 2 }];
const models = [1, 2, 3, 4, 5].flatMap((order) =>
  smoothings.map((smoothing) => [order, smoothing, fitNgram(text, order, smoothing, OUTCOMES)] as const),
);
const total = (values: Float64Array) => values.reduce((sum, each) => sum + each, 0);

/** Contexts of every length: all pairs of words, each after a beginning and in the middle, and longer ones from the text. */
function everyContext(order: number): { words: number[]; fromBeginning: boolean }[] {
  const pairs = Array.from({ length: OUTCOMES * OUTCOMES }, (_, i) => [i % OUTCOMES, Math.floor(i / OUTCOMES)]);
  const long = Array.from({ length: 40 }, (_, i) => [...text.tokens.subarray(7 * i, 7 * i + order)]);
  return [[], ...pairs, ...long].flatMap((words) => [true, false].map((fromBeginning) => ({ words, fromBeginning })));
}

describe.each(models)('order %i, %o', (order, _smoothing, params) => {
  test('probabilities over all words add up to 1 and are positive after every context, seen or not', () => {
    for (const { words, fromBeginning } of everyContext(order)) {
      const distribution = distributionAfter(params, words, fromBeginning);
      expect(Math.abs(total(distribution) - 1), words.join()).toBeLessThan(1e-12);
      expect(Math.min(...distribution)).toBeGreaterThan(0);
    }
  });

  test('what a context gives its own words and what it passes on add up to 1', () => {
    for (const { starts, cumulative, backoffs } of params.levels) {
      backoffs.forEach((backoff, c) => {
        const own = starts[c + 1] > starts[c] ? cumulative[starts[c + 1] - 1] : 0;
        expect(Math.abs(own + backoff - 1)).toBeLessThan(1e-12);
      });
    }
  });

  test.each([0.5, 0.8, 1.5])('at temperature %f every distribution is p^(1/T), renormalised', (temperature) => {
    const tempered = temper(params, temperature);
    for (const { words, fromBeginning } of everyContext(order)) {
      const powers = distributionAfter(params, words, fromBeginning).map((p) => p ** (1 / temperature));
      const sum = total(powers);
      distributionAfter(tempered, words, fromBeginning).forEach((p, word) => {
        expect(Math.abs(p - powers[word] / sum)).toBeLessThan(1e-12);
      });
    }
  });
});

test('temperatures near 0 leave the most probable words, and none below 0 is taken', () => {
  const params = fitNgram(text, 3, { kind: 'modified-kneser-ney' }, OUTCOMES);
  const cold = temper(params, 0.001);
  for (const { words, fromBeginning } of everyContext(3).slice(0, 100)) {
    const warm = distributionAfter(params, words, fromBeginning);
    const frozen = distributionAfter(cold, words, fromBeginning);
    expect(Math.abs(total(frozen) - 1)).toBeLessThan(1e-12);
    // What is left has no word that is clearly less probable than the first.
    warm.forEach((p, word) => {
      if (p < 0.95 * Math.max(...warm)) expect(frozen[word]).toBeLessThan(1e-20);
    });
  }
  expect(() => temper(params, 0)).toThrow(/temperature > 0, found 0/);
  expect(() => temper(params, Number.NaN)).toThrow(RangeError);
});

describe('document weights', () => {
  const close = (a: NgramParams, b: NgramParams, digits: number) => {
    a.levels.forEach((level, i) => {
      expect([...level.words]).toEqual([...b.levels[i].words]);
      level.probabilities.forEach((p, e) => {
        expect(p).toBeCloseTo(b.levels[i].probabilities[e], digits);
      });
    });
  };
  const { concat, weighted } = tokenBlocksSpace;
  const [heavy, light] = [smallText(10, 10, 30), smallText(13, 10, 20)];

  test.each(smoothings)('a whole weight counts as so many copies: %o', (smoothing) => {
    const copies = fitNgram(concat([heavy, heavy, heavy, light]), 3, smoothing, OUTCOMES);
    close(fitNgram(concat([weighted!(heavy, 3), light]), 3, smoothing, OUTCOMES), copies, 14);
  });

  test.each(smoothings)('other weights leave distributions, near those of near whole weights: %o', (smoothing) => {
    const fit = (weight: number) => fitNgram(concat([weighted!(heavy, weight), light]), 3, smoothing, OUTCOMES);
    for (const weight of [0.1, 0.76, 1.5, 2.9]) {
      const params = fit(weight);
      for (const { words, fromBeginning } of everyContext(3).slice(0, 60)) {
        const distribution = distributionAfter(params, words, fromBeginning);
        expect(Math.abs(total(distribution) - 1)).toBeLessThan(1e-12);
        expect(Math.min(...distribution)).toBeGreaterThan(0);
      }
    }
    close(fit(2 + 1e-9), fit(2), 7);
  });
});

describe('discounts', () => {
  test('by hand: 4 once, 2 twice, 1 three times, 1 four times', () => {
    // Y = 4 / (4 + 4) = 1/2: 1 - 2/2 2/4, 2 - 3/2 1/2, 3 - 4/2 1/1.
    expect(discountsOf(Float64Array.of(1, 1, 1, 1, 2, 2, 3, 4, 9, 0))).toEqual([0.5, 1.25, 1]);
  });

  test('without one of the counts of counts, or with a discount out of range, the fallback', () => {
    expect(discountsOf(Float64Array.of(1, 1, 2, 3))).toBe(FALLBACK_DISCOUNTS);
    expect(discountsOf(Float64Array.of(1, 2, 3, 4, 4, 4, 4, 4))).toBe(FALLBACK_DISCOUNTS);
    expect(discountsOf(new Float64Array(0))).toBe(FALLBACK_DISCOUNTS);
  });
});

test('maximum likelihood is the limit of k = 0: frequencies, and nothing for words that were not said', () => {
  const params = fitNgram(joinDocuments([Uint32Array.of(0, 0, 1, 3)]), 1, { kind: 'add-k', k: 0 }, 5);
  expect([...distributionAfter(params, [], true)]).toEqual([0.5, 0.25, 0, 0.25, 0]);
});
