import { describe, expect, test } from 'vitest';
import { zipfMarkovText } from '../corpora/zipf-markov.js';
import { equalBlocks, joinDocuments } from '../token-blocks.js';
import { copiedNgramShare } from './copied-ngram-share.js';
import { distinctN } from './distinct-n.js';
import { diversity } from './diversity.js';
import { repN } from './rep-n.js';
import { selfBleu } from './self-bleu.js';
import { unigramEntropy } from './unigram-entropy.js';
import { unseenTokenShare } from './unseen-token-share.js';
import { vocabularyCoverage } from './vocabulary-coverage.js';
import { wordCounts } from './word-counts.js';
import { zipfExponent } from './zipf-exponent.js';

const text = (...documents: number[][]) => joinDocuments(documents.map((each) => Uint32Array.from(each)));
const empty = text();

test('by hand: n-grams do not cross documents', () => {
  const two = text([1, 2, 1, 2], [1, 2]);
  expect(distinctN(two, 2)).toBe(2 / 4);
  expect(repN(two, 2)).toBe(1 - 3 / 4);
  expect(repN(two, 1)).toBe(1 - 4 / 6);
  expect(diversity(text([1, 1, 1, 1, 1]))).toBeCloseTo(((1 / 4) * (1 / 3) * 1) / 2, 15);
  expect(copiedNgramShare(text([1, 2, 3]), two, 2)).toBe(1 / 2);
  // 2 ends the first document and 1 begins the second.
  expect(copiedNgramShare(text([2, 1, 1]), text([2], [1], [1]), 2)).toBe(0);
});

test('by hand: words', () => {
  const four = text([0, 1, 0, 5]);
  expect([...wordCounts(four, 6)]).toEqual([2, 1, 0, 0, 0, 1]);
  expect(vocabularyCoverage(four, 4)).toBe(2 / 4);
  expect(unseenTokenShare(four, text([0]), 6)).toBe(2 / 4);
  expect(unigramEntropy(text([0, 1, 2, 3]), 8)).toBeCloseTo(1.3862943611198906, 15);
  expect(() => wordCounts(four, 5)).toThrow(/below 5, found 5 at 3/);
});

test("Zipf's law itself has its own exponent", () => {
  // Counts 840 / rank are whole up to rank 8.
  const exact = text(Array.from({ length: 8 }, (_, i) => new Array(840 / (i + 1)).fill(i)).flat());
  expect(zipfExponent(exact, 8, 8)).toBeCloseTo(1, 12);
  expect(zipfExponent(text([0, 1, 2]), 3, 3)).toBe(0);
  expect(() => zipfExponent(exact, 8, 1)).toThrow(/ranks >= 2, found 1/);
});

test('self-BLEU is 1 for equal documents and 0 for those that share no word', () => {
  expect(selfBleu(text([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]))).toBeCloseTo(1, 15);
  expect(selfBleu(text([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]))).toBe(0);
});

test('self-BLEU: a document shorter than its only reference pays for it', () => {
  const found = selfBleu(text([1, 2, 3, 4], [1, 2, 3, 4, 5, 6, 7, 8]))!;
  // exp(1 - 8 / 4) and the precisions 4/8, 3/7, 2/6, 1/5 of the longer.
  const longer = Math.sqrt(Math.sqrt((4 / 8) * (3 / 7) * (2 / 6) * (1 / 5)));
  expect(found).toBeCloseTo((Math.exp(-1) + longer) / 2, 14);
});

test('self-BLEU: of two references equally near in length the shorter counts', () => {
  const root = (x: number) => Math.sqrt(Math.sqrt(x));
  // Whole matches; no 4-gram and too short; the precisions 4/5, 3/4, 2/3, 1/2.
  const expected = (1 + root(0.1) * Math.exp(1 - 4 / 3) + root(0.2)) / 3;
  expect(selfBleu(text([1, 2, 3, 4], [1, 2, 3], [1, 2, 3, 4, 5]))).toBeCloseTo(expected, 14);
});

test('what a text is too short for is undefined, not a number', () => {
  expect(distinctN(text([1], [2]), 2)).toBeUndefined();
  expect(repN(empty, 1)).toBeUndefined();
  expect(diversity(text([1, 2, 3]))).toBeUndefined();
  expect(unigramEntropy(empty, 3)).toBeUndefined();
  expect(zipfExponent(text([1, 1]), 3, 3)).toBeUndefined();
  expect(selfBleu(text([1, 2]))).toBeUndefined();
  expect(unseenTokenShare(empty, empty, 3)).toBeUndefined();
  expect(copiedNgramShare(empty, empty, 2)).toBeUndefined();
});

describe('a million tokens', () => {
  const tokens = joinDocuments(zipfMarkovText(20_000, 1000, 1024)).tokens;
  const blocks = equalBlocks(tokens, 64);

  test.each([
    ['distinct-3', () => distinctN(blocks, 3)],
    ['diversity', () => diversity(blocks)],
    ['zipf-exponent', () => zipfExponent(blocks, 20_000, 1000)],
    ['unigram-entropy', () => unigramEntropy(blocks, 20_000)],
    ['self-bleu', () => selfBleu(blocks)],
    ['copied-4', () => copiedNgramShare(blocks, blocks, 4)],
  ])('%s is done in seconds, not minutes', (_name, metric) => {
    const begin = performance.now();
    expect(metric()).toBeGreaterThan(0);
    // Quadratic code would take hours; the bound leaves room for a loaded machine.
    expect(performance.now() - begin).toBeLessThan(8000);
  });
});
