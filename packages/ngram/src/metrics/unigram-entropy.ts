import { unigramEntropy } from '@collapse-bench/text';
import { generatedTextMetric } from './generated-text-metric.js';

export const unigramEntropyMetric = generatedTextMetric(
  {
    id: 'unigram-entropy',
    summary: 'Shannon entropy of the word frequencies of generated text.',
    source: 'Shannon 1948',
    unit: 'nats',
    direction: 'higher-is-better',
    margin: { kind: 'absolute', value: 0.05, reason: 'a twentieth of a nat is a change of 5% in the effective number of words' },
  },
  (blocks, { outcomes }) => unigramEntropy(blocks, outcomes),
);
