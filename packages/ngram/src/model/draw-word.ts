import { type Rng, uniform, uniformInteger } from '@collapse-bench/core';
import { advance, moveTo, type NgramParams, type Place, shorterContext } from './ngram-model.js';

/** One word by the model, by its own construction: a word of the context, or else one of the shorter context. Moves the place behind it. */
export function drawWord(params: NgramParams, place: Place, rng: Rng): number {
  const { levels, outcomes } = params;
  let { length, context } = place;
  for (;;) {
    const { starts, cumulative, words, backoffs } = levels[length];
    const end = starts[context + 1];
    if (end > starts[context]) {
      const u = uniform(rng);
      // Without a shorter context to fall back to, what rounding left of 1 belongs to the last word.
      if (u < cumulative[end - 1] || backoffs[context] === 0) {
        let low = starts[context];
        let high = end - 1;
        while (low < high) {
          const middle = (low + high) >>> 1;
          if (cumulative[middle] > u) high = middle;
          else low = middle + 1;
        }
        const word = words[low];
        if (length === place.length) moveTo(levels, place, length, low);
        else advance(params, place, word);
        return word;
      }
    }
    if (length === 0) break;
    context = shorterContext(levels, length, context);
    length--;
  }
  const word = uniformInteger(rng, outcomes);
  advance(params, place, word);
  return word;
}
