import { distinctN } from '../metrics/distinct-n.js';
import type { TextMeasure } from './text-measure.js';

export const distinct2: TextMeasure = {
  id: 'distinct-2',
  summary: 'Different 2-grams / 2-grams of a fixed amount of generated text.',
  source: 'Li et al. 1510.03055',
  unit: '1',
  direction: 'higher-is-better',
  margin: { kind: 'absolute', value: 0.02, reason: 'two in a hundred n-grams' },
  measure: (blocks) => distinctN(blocks, 2),
};
