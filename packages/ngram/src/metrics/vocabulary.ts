import { vocabularyCoverage } from '@collapse-bench/text';
import { generatedTextMetric } from './generated-text-metric.js';

export const vocabularyMetric = generatedTextMetric(
  {
    id: 'vocabulary',
    summary: 'Fraction of the vocabulary that occurs in generated text, <unk> left out.',
    source: 'Guo et al. 2311.09807',
    unit: '1',
    direction: 'higher-is-better',
    margin: { kind: 'absolute', value: 0.02, reason: 'two words in a hundred' },
  },
  (blocks, { outcomes }) => vocabularyCoverage(blocks, outcomes - 1),
);
