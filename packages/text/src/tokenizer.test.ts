import { expect, test } from 'vitest';
import { tokenize } from './tokenizer.js';

test('words, numbers and punctuation marks, in lower case', () => {
  expect(tokenize("Don't pay $1,000!")).toEqual(["don't", 'pay', '$', '1,000', '!']);
  expect(tokenize('In 1961, 3.5 percent.')).toEqual(['in', '1961', ',', '3.5', 'percent', '.']);
  expect(tokenize("well-being, 1990's, the 19th; U.S.")).toEqual([
    'well-being',
    ',',
    "1990's",
    ',',
    'the',
    '19th',
    ';',
    'u',
    '.',
    's',
    '.',
  ]);
});

test('typographic quotes and hyphens become plain ones, dashes stand alone', () => {
  expect(tokenize('It’s “almost” home—down the hall')).toEqual(["it's", '"', 'almost', '"', 'home', '—', 'down', 'the', 'hall']);
});

test('letters of Latin-1 belong to words; spaces and control characters separate', () => {
  expect(tokenize('naïve\u00a0Médard\u0002x\r\n\ty')).toEqual(['naïve', 'médard', 'x', 'y']);
});

test('an inner mark joins, an outer one does not', () => {
  expect(tokenize("'tis a dog's - life'")).toEqual(["'", 'tis', 'a', "dog's", '-', 'life', "'"]);
  expect(tokenize('')).toEqual([]);
});
