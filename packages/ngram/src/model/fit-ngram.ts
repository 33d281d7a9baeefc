import type { TokenBlocks } from '@collapse-bench/text';
import type { Smoothing } from '../options.js';
import { addK } from './add-k.js';
import { countNgrams } from './count-ngrams.js';
import { modifiedKneserNey } from './modified-kneser-ney.js';
import type { NgramParams } from './ngram-model.js';

/**
 * Fits a model of this order.
 *
 * @param outcomes number of words, `<unk>` included
 * @throws RangeError for a text without tokens
 */
export function fitNgram(blocks: TokenBlocks, order: number, smoothing: Smoothing, outcomes: number): NgramParams {
  const counts = countNgrams(blocks, order, outcomes);
  return smoothing.kind === 'add-k' ? addK(counts, smoothing.k) : modifiedKneserNey(counts);
}
