import { diversity } from '../metrics/diversity.js';
import type { TextMeasure } from './text-measure.js';

export const diversityMeasure: TextMeasure = {
  id: 'diversity',
  summary: 'Product over n = 2, 3, 4 of unique / total n-grams within blocks of generated text.',
  source: 'Su et al. 2202.06417',
  unit: '1',
  direction: 'higher-is-better',
  margin: { kind: 'absolute', value: 0.02, reason: 'two in a hundred n-grams' },
  measure: (blocks) => diversity(blocks),
};
