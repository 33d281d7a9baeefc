import { vocabularyCoverage } from '../metrics/vocabulary-coverage.js';
import type { TextMeasure } from './text-measure.js';

export const vocabularyMeasure: TextMeasure = {
  id: 'vocabulary',
  summary: 'Fraction of the vocabulary that occurs in generated text; what stands for unknown words is none of it.',
  source: 'Guo et al. 2311.09807',
  unit: '1',
  direction: 'higher-is-better',
  margin: { kind: 'absolute', value: 0.02, reason: 'two in a hundred of its words or tokens' },
  measure: (blocks, { vocabulary }) => vocabularyCoverage(blocks, vocabulary),
};
