import { sampleWithoutReplacement, sampleWithReplacement } from './permutation.js';
import type { Rng } from './rng.js';

/**
 * Draws `count` of the items of several parts as if the parts were joined, without joining them: the i-th draw is item
 * `index` of part `part`. O(count log parts), whatever the parts hold.
 *
 * @param sizes number of items of each part
 * @throws RangeError when more are drawn without replacement than there are
 */
export function drawFromParts(
  rng: Rng,
  sizes: readonly number[],
  count: number,
  replacement: boolean,
  visit: (i: number, part: number, index: number) => void,
): void {
  const ends = new Float64Array(sizes.length);
  let total = 0;
  sizes.forEach((size, part) => {
    total += size;
    ends[part] = total;
  });
  const chosen = replacement ? sampleWithReplacement(rng, total, count) : sampleWithoutReplacement(rng, total, count);
  for (let i = 0; i < count; i++) {
    let low = 0;
    let high = sizes.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (chosen[i] < ends[middle]) high = middle;
      else low = middle + 1;
    }
    visit(i, low, chosen[i] - (ends[low] - sizes[low]));
  }
}
