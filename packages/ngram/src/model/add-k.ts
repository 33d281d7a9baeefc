import type { NgramCounts } from './count-ngrams.js';
import { interpolate } from './interpolate.js';
import type { NgramParams } from './ngram-model.js';

/**
 * Additive smoothing (Lidstone; k = 1 Laplace): p(w | h) = (c(h, w) + k) / (c(h) + k outcomes), h the last order - 1 words,
 * fewer only at the beginning of a block; no shorter contexts are consulted. A context that was never seen leaves the
 * uniform distribution. k = 0 is maximum likelihood. Counts are document weights, any real number.
 *
 * @param k >= 0
 */
export function addK(counts: NgramCounts, k: number): NgramParams {
  const { levels, outcomes } = counts;
  const order = levels.length;
  const spread = k * outcomes;
  return interpolate(counts, (n) => {
    const { starts, counts: own, words } = levels[n - 1];
    const contexts = starts.length - 1;
    const masses = new Float64Array(words.length);
    // Transparent but where the context is complete: straight through to the uniform distribution.
    const backoffs = new Float64Array(contexts).fill(1);
    for (let c = 0; c < contexts; c++) {
      if (n < order && !(n > 1 && levels[n - 2].opening[c] === 1)) continue;
      let total = 0;
      for (let e = starts[c]; e < starts[c + 1]; e++) total += own[e];
      if (total === 0) continue;
      for (let e = starts[c]; e < starts[c + 1]; e++) masses[e] = own[e] / (total + spread);
      backoffs[c] = spread / (total + spread);
    }
    return { masses, backoffs };
  });
}
