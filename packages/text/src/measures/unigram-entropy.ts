import { unigramEntropy } from '../metrics/unigram-entropy.js';
import type { TextMeasure } from './text-measure.js';

export const unigramEntropyMeasure: TextMeasure = {
  id: 'unigram-entropy',
  summary: 'Shannon entropy of the token frequencies of generated text.',
  source: 'Shannon 1948',
  unit: 'nats',
  direction: 'higher-is-better',
  margin: { kind: 'absolute', value: 0.05, reason: 'a twentieth of a nat is a change of 5% in the effective number of tokens' },
  measure: (blocks, { outcomes }) => unigramEntropy(blocks, outcomes),
};
