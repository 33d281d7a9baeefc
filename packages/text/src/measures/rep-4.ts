import { repN } from '../metrics/rep-n.js';
import type { TextMeasure } from './text-measure.js';

export const rep4: TextMeasure = {
  id: 'rep-4',
  summary: 'Share of 4-grams of generated text that have occurred before in the same block.',
  source: 'Welleck et al. 1908.04319',
  unit: '1',
  direction: 'lower-is-better',
  margin: { kind: 'absolute', value: 0.01, reason: 'one in a hundred 4-grams' },
  measure: (blocks) => repN(blocks, 4),
};
