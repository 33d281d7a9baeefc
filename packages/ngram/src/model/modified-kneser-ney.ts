import type { NgramCounts } from './count-ngrams.js';
import { interpolate } from './interpolate.js';
import type { NgramParams } from './ngram-model.js';

/** What is taken off n-grams that are counted once, twice, and three times or more. */
export type Discounts = readonly [number, number, number];

/** Where the counts of counts say nothing: those that KenLM falls back to. */
export const FALLBACK_DISCOUNTS: Discounts = [0.5, 1, 1.5];

/**
 * Interpolated modified Kneser-Ney smoothing (Chen and Goodman 1998, TR-10-98, Section 4.1.6): on every level
 * p(w | h) = [a(h, w) - D(a(h, w))] / a(h) + backoff(h) p(w | h without its first word), with three discounts a level. a is the count
 * on the highest level and for n-grams at the beginning of a block; otherwise the number of different words that stand
 * before the n-gram. The lowest level is interpolated with the uniform distribution over all words.
 *
 * The method is defined for whole counts. For document weights that are not whole, D runs straight between D(0) = 0, D(1), D(2)
 * and D(3), and counts of counts are of rounded counts; whole weights give the method itself.
 */
export function modifiedKneserNey(counts: NgramCounts): NgramParams {
  const { levels } = counts;
  return interpolate(counts, (n) => {
    const { starts, words } = levels[n - 1];
    const adjusted = adjustedCounts(counts, n);
    const discounts = discountsOf(adjusted);
    const contexts = starts.length - 1;
    const masses = new Float64Array(words.length);
    const backoffs = new Float64Array(contexts).fill(1);
    for (let c = 0; c < contexts; c++) {
      let total = 0;
      let taken = 0;
      for (let e = starts[c]; e < starts[c + 1]; e++) {
        const discount = discountAt(discounts, adjusted[e]);
        total += adjusted[e];
        taken += discount;
        masses[e] = adjusted[e] - discount;
      }
      if (total === 0) continue;
      for (let e = starts[c]; e < starts[c + 1]; e++) masses[e] /= total;
      backoffs[c] = taken / total;
    }
    return { masses, backoffs };
  });
}

/** Counts on the highest level and at the beginnings of blocks, numbers of different words in front elsewhere. */
function adjustedCounts({ levels }: NgramCounts, n: number): Float64Array {
  const { counts, opening } = levels[n - 1];
  if (n === levels.length) return counts;
  const adjusted = new Float64Array(counts.length);
  const { suffixes } = levels[n];
  for (let e = 0; e < suffixes.length; e++) adjusted[suffixes[e]]++;
  for (let e = 0; e < adjusted.length; e++) if (opening[e] === 1) adjusted[e] = counts[e];
  return adjusted;
}

/**
 * D_j = j - (j + 1) Y n_{j+1} / n_j with Y = n_1 / (n_1 + 2 n_2), n_j the number of n-grams counted j times. Where an n_j is 0 or a
 * discount falls outside [0, j], as small and collapsed texts do, the fallback stands for all three.
 */
export function discountsOf(counts: Float64Array): Discounts {
  const n = [0, 0, 0, 0, 0];
  for (let e = 0; e < counts.length; e++) {
    if (counts[e] === 0) continue;
    const rounded = Math.max(1, Math.round(counts[e]));
    if (rounded <= 4) n[rounded]++;
  }
  if (n[1] === 0 || n[2] === 0 || n[3] === 0 || n[4] === 0) return FALLBACK_DISCOUNTS;
  const y = n[1] / (n[1] + 2 * n[2]);
  const found = [1, 2, 3].map((j) => j - ((j + 1) * y * n[j + 1]) / n[j]) as unknown as Discounts;
  return found.every((discount, i) => discount >= 0 && discount <= i + 1) ? found : FALLBACK_DISCOUNTS;
}

/** D of a count; straight lines between the whole counts up to 3. */
function discountAt([one, two, three]: Discounts, count: number): number {
  if (count >= 3) return three;
  if (count >= 2) return two + (count - 2) * (three - two);
  if (count >= 1) return one + (count - 1) * (two - one);
  return count * one;
}
