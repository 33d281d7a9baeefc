import { selfBleu } from '../metrics/self-bleu.js';
import type { TextMeasure } from './text-measure.js';

export const selfBleuMeasure: TextMeasure = {
  id: 'self-bleu',
  summary: 'Mean BLEU-4 of each generated block with all others as its references.',
  source: 'Zhu et al. 1802.01886',
  unit: '1',
  direction: 'lower-is-better',
  margin: { kind: 'absolute', value: 0.02, reason: 'two points of BLEU' },
  measure: (blocks) => selfBleu(blocks),
};
