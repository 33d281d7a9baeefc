import { distinctN } from '../metrics/distinct-n.js';
import type { TextMeasure } from './text-measure.js';

export const distinct3: TextMeasure = {
  id: 'distinct-3',
  summary: 'Different 3-grams / 3-grams of a fixed amount of generated text.',
  source: 'Li et al. 1510.03055',
  unit: '1',
  direction: 'higher-is-better',
  margin: { kind: 'absolute', value: 0.02, reason: 'two in a hundred n-grams' },
  measure: (blocks) => distinctN(blocks, 3),
};
