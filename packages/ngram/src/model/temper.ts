import { pow } from '@collapse-bench/core';
import type { NgramLevel, NgramParams } from './ngram-model.js';

/**
 * The model of p(w | h)^(1/T), renormalised for every context. It is an interpolated model again: a word that the context does
 * not know has (backoff p(w | shorter))^(1/T), so with Z the sum of p^(1/T) over all words
 *
 *     backoff'(h) = backoff(h)^(1/T) Z(shorter) / Z(h),   mass'(h, w) = [p(w | h)^(1/T) - (backoff(h) p(w | shorter))^(1/T)] / Z(h),
 *     Z(h) = backoff(h)^(1/T) Z(shorter) + sum over known words of the bracket:
 *
 * O(entries), not O(contexts * words). Powers are taken relative to the context's largest probability, so that low
 * temperatures do not underflow.
 *
 * @throws RangeError unless 0 < T < Infinity
 */
export function temper({ levels, outcomes }: NgramParams, temperature: number): NgramParams {
  if (!(temperature > 0 && temperature < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`temper: expected a finite temperature > 0, found ${temperature}`);
  }
  const power = (x: number) => pow(x, 1 / temperature);
  const tempered: NgramLevel[] = [];
  // Below level 1 lies the uniform distribution: largest probability and Z relative to it.
  let lowerLargest = Float64Array.of(1 / outcomes);
  let lowerZ = Float64Array.of(outcomes);
  levels.forEach((level, i) => {
    const { starts, words, suffixes } = level;
    const contexts = starts.length - 1;
    const largest = new Float64Array(contexts);
    const z = new Float64Array(contexts);
    const probabilities = new Float64Array(words.length);
    const cumulative = new Float64Array(words.length);
    const backoffs = new Float64Array(contexts);
    for (let c = 0; c < contexts; c++) {
      const backoff = level.backoffs[c];
      const shorter = i === 0 ? 0 : levels[i - 1].suffixes[c];
      let most = backoff * lowerLargest[shorter];
      for (let e = starts[c]; e < starts[c + 1]; e++) most = Math.max(most, level.probabilities[e]);
      const passed = power((backoff * lowerLargest[shorter]) / most) * lowerZ[shorter];
      let sum = 0;
      for (let e = starts[c]; e < starts[c + 1]; e++) {
        if (words[e] !== outcomes) {
          const lower = i === 0 ? 1 / outcomes : levels[i - 1].probabilities[suffixes[e]];
          probabilities[e] = power(level.probabilities[e] / most);
          sum += Math.max(0, probabilities[e] - power((backoff * lower) / most));
        }
        cumulative[e] = sum;
      }
      largest[c] = most;
      z[c] = passed + sum;
      backoffs[c] = passed / z[c];
      for (let e = starts[c]; e < starts[c + 1]; e++) {
        probabilities[e] /= z[c];
        cumulative[e] /= z[c];
      }
    }
    tempered.push({ starts, words, suffixes, probabilities, cumulative, backoffs });
    lowerLargest = largest;
    lowerZ = z;
  });
  return { outcomes, levels: tempered };
}
