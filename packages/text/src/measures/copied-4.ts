import { copiedNgramShare } from '../metrics/copied-ngram-share.js';
import type { TextMeasure } from './text-measure.js';

export const copied4: TextMeasure = {
  id: 'copied-4',
  summary: 'Share of the 4-grams of generated text that stand token for token in the real data of model 1 (memorisation).',
  source: 'McCoy et al. 2111.09509',
  unit: '1',
  direction: 'lower-is-better',
  margin: { kind: 'absolute', value: 0.02, reason: 'two in a hundred 4-grams' },
  measure: (text, { original }) => copiedNgramShare(text, original, 4),
};
