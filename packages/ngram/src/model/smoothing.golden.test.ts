import { joinDocuments } from '@collapse-bench/text';
import { describe, expect, test } from 'vitest';
import { distributionAfter } from '../testing/distribution.js';
import { fitNgram } from './fit-ngram.js';
import golden from './smoothing.golden.json' with { type: 'json' };

describe.each(golden.cases)('order $order, $outcomes words, $documents.length documents', (each) => {
  const { order, outcomes, documents, contexts, addK, modifiedKneserNey } = each;
  const blocks = joinDocuments(documents.map((document) => Uint32Array.from(document)));

  test.each(Object.entries(addK))('add-%s is what NLTK says', (k, expected) => {
    const params = fitNgram(blocks, order, { kind: 'add-k', k: Number(k) }, outcomes);
    contexts.forEach(({ words, fromBeginning }, i) => {
      distributionAfter(params, words, fromBeginning).forEach((p, word) => {
        expect(p, `${JSON.stringify(contexts[i])} ${word}`).toBeCloseTo(expected[i][word], 13);
      });
    });
  });

  test('modified Kneser-Ney is what its definition says', () => {
    const params = fitNgram(blocks, order, { kind: 'modified-kneser-ney' }, outcomes);
    contexts.forEach(({ words, fromBeginning }, i) => {
      distributionAfter(params, words, fromBeginning).forEach((p, word) => {
        expect(p, `${JSON.stringify(contexts[i])} ${word}`).toBeCloseTo(modifiedKneserNey[i][word], 13);
      });
    });
  });
});

test('the goldens cover computed and fallback discounts', () => {
  const all = golden.cases.flatMap(({ discounts }) => discounts.map((each) => each.join()));
  expect(all).toContain('0.5,1,1.5');
  expect(all.filter((each) => each !== '0.5,1,1.5').length).toBeGreaterThan(5);
});
