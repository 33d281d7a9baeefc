import { describe, expect, test } from 'vitest';
import { joinDocuments } from '../token-blocks.js';
import { copiedNgramShare } from './copied-ngram-share.js';
import { distinctN } from './distinct-n.js';
import { diversity } from './diversity.js';
import { repN } from './rep-n.js';
import { selfBleu } from './self-bleu.js';
import golden from './text-metrics.golden.json' with { type: 'json' };
import { typeTokenRatio } from './type-token-ratio.js';
import { unigramEntropy } from './unigram-entropy.js';
import { unseenTokenShare } from './unseen-token-share.js';
import { vocabularyCoverage } from './vocabulary-coverage.js';
import { zipfExponent } from './zipf-exponent.js';

const joined = (documents: readonly (readonly number[])[]) => joinDocuments(documents.map((each) => Uint32Array.from(each)));

describe.each(golden.cases)('$documents.length documents over $words words', ({ words, documents, other, ...expected }) => {
  const text = joined(documents);
  const second = joined(other);

  test('n-gram counting agrees with sets of tuples', () => {
    for (const n of [1, 2, 3, 4]) {
      expect(distinctN(text, n), `distinct-${n}`).toBeCloseTo(expected.distinct[n - 1], 14);
      expect(repN(text, n), `rep-${n}`).toBeCloseTo(expected.rep[n - 1], 14);
      expect(copiedNgramShare(text, second, n), `copied-${n}`).toBeCloseTo(expected.copied[n - 1], 14);
    }
    expect(typeTokenRatio(text)).toBeCloseTo(expected.distinct[0], 14);
    expect(diversity(text)).toBeCloseTo(expected.diversity, 14);
    expect(vocabularyCoverage(text, words)).toBeCloseTo(expected.coverage, 14);
    expect(unseenTokenShare(text, second, words)).toBeCloseTo(expected.unseen, 14);
  });

  test('self-BLEU agrees with NLTK and sacreBLEU', () => {
    expect(selfBleu(text)).toBeCloseTo(expected.selfBleu, 13);
  });

  test('entropy and Zipf exponent agree with NumPy', () => {
    expect(unigramEntropy(text, words)).toBeCloseTo(expected.entropy, 13);
    for (const [ranks, exponent] of Object.entries(expected.zipf)) {
      expect(zipfExponent(text, words, Number(ranks)), ranks).toBeCloseTo(exponent, 12);
    }
  });
});
