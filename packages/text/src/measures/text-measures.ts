import { copied4 } from './copied-4.js';
import { distinct2 } from './distinct-2.js';
import { distinct3 } from './distinct-3.js';
import { diversityMeasure } from './diversity.js';
import { rep4 } from './rep-4.js';
import { selfBleuMeasure } from './self-bleu.js';
import type { TextMeasure } from './text-measure.js';
import { unigramEntropyMeasure } from './unigram-entropy.js';
import { vocabularyMeasure } from './vocabulary.js';
import { zipfExponentMeasure } from './zipf-exponent.js';

/** What every system that generates text measures in it. */
export const textMeasures: readonly TextMeasure[] = [
  vocabularyMeasure,
  unigramEntropyMeasure,
  zipfExponentMeasure,
  distinct2,
  distinct3,
  rep4,
  diversityMeasure,
  selfBleuMeasure,
  copied4,
];
