import { advance, beginning, type NgramParams } from '../model/ngram-model.js';

/** p(word | words before) for every word, Float64Array[outcomes]. */
export function distributionAfter(params: NgramParams, words: readonly number[], fromBeginning: boolean): Float64Array {
  const place = { length: 0, context: 0 };
  if (fromBeginning) beginning(params, place);
  for (const word of words) advance(params, place, word);
  return Float64Array.from({ length: params.outcomes }, (_, word) => advance(params, { ...place }, word));
}
