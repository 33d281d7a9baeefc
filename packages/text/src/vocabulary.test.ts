import { expect, test } from 'vitest';
import { buildVocabulary, encode, unknownWord } from './vocabulary.js';

const documents = [
  ['b', 'a', 'b', 'c'],
  ['c', 'd', '__proto__'],
];

test('the most frequent words, ties in code-unit order', () => {
  expect(buildVocabulary(documents, 4).words).toEqual(['b', 'c', '__proto__', 'a']);
});

test('words become their ranks, all others the unknown word', () => {
  const vocabulary = buildVocabulary(documents, 2);
  expect(unknownWord(vocabulary)).toBe(2);
  expect(encode(documents, vocabulary).map((each) => [...each])).toEqual([
    [0, 2, 0, 1],
    [1, 2, 2],
  ]);
});

test('sizes below 2 and above the number of words are refused', () => {
  expect(() => buildVocabulary(documents, 1)).toThrow(/integer >= 2, found 1/);
  expect(() => buildVocabulary(documents, 6)).toThrow(/at most 5 words.*found 6/);
  expect(() => buildVocabulary([], 2)).toThrow(/at most 0 words/);
});
