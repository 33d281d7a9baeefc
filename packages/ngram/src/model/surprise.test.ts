import { joinDocuments } from '@collapse-bench/text';
import { expect, test } from 'vitest';
import { distributionAfter } from '../testing/distribution.js';
import { smallText } from '../testing/small-texts.js';
import { fitNgram } from './fit-ngram.js';
import { meanSurprise, surprise } from './surprise.js';

const OUTCOMES = 12;
const params = fitNgram(smallText(OUTCOMES - 1, 10, 30), 3, { kind: 'modified-kneser-ney' }, OUTCOMES);
const documents = [[3, 1, 1, 0, 2], [], [11], [5, 4, 3, 2, 1, 0]];
const text = joinDocuments(documents.map((each) => Uint32Array.from(each)));

test('the sum over the words of a document of -ln p given all words before', () => {
  const found = surprise(params, text);
  documents.forEach((document, d) => {
    const sum = document.reduce(
      (sofar, word, i) => sofar - Math.log(distributionAfter(params, document.slice(0, i), true)[word]),
      0,
    );
    expect(found[d]).toBeCloseTo(sum, 12);
  });
  expect(meanSurprise(params, text)).toBeCloseTo(found.reduce((a, b) => a + b, 0) / 12, 13);
  expect(meanSurprise(params, joinDocuments([]))).toBeUndefined();
});

test('a word that the model rules out surprises without bound', () => {
  const strict = fitNgram(joinDocuments([Uint32Array.of(0, 1)]), 1, { kind: 'add-k', k: 0 }, 3);
  expect([...surprise(strict, joinDocuments([Uint32Array.of(0, 1), Uint32Array.of(0, 2)]))]).toEqual([
    expect.closeTo(2 * Math.LN2, 14),
    Number.POSITIVE_INFINITY,
  ]);
});
