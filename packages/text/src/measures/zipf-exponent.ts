import { zipfExponent } from '../metrics/zipf-exponent.js';
import type { TextMeasure } from './text-measure.js';

/** Beyond, tokens of the small samples here occur only a few times. */
const RANKS = 500;

export const zipfExponentMeasure: TextMeasure = {
  id: 'zipf-exponent',
  summary: "Exponent of Zipf's law, least squares of ln count on ln rank over the 500 most frequent tokens of generated text.",
  source: 'Piantadosi 2014 (doi 10.3758/s13423-014-0585-6)',
  unit: '1',
  direction: 'lower-is-better',
  margin: { kind: 'absolute', value: 0.05, reason: 'the difference between texts of one author' },
  measure: (blocks, { outcomes }) => zipfExponent(blocks, outcomes, RANKS),
};
