import type { Rng } from '../random/rng.js';
import { createAliasTable, weightedChoice } from '../random/weighted-choice.js';
import { uniform } from '../random/xoshiro128.js';

/**
 * `count` draws without replacement from `cap` copies of every item, each copy with probability ~ its weight among those
 * that are left: the cap on repeats of Drayson et al. (2502.15654). Where only items of weight 0 are left, their copies
 * are equally likely.
 *
 * @param weights Float64Array[n], >= 0
 * @param cap largest number of times that one item is drawn, with cap * n >= count
 * @returns places of the items, Uint32Array[count], in the order of the draws
 * @throws RangeError when there are too few copies, or a weight is negative or not finite
 */
export function cappedDraws(rng: Rng, weights: Float64Array, count: number, cap: number): Uint32Array {
  const n = weights.length;
  if (!(cap * n >= count)) {
    throw new RangeError(`cappedDraws: expected cap * items >= ${count}, found ${cap} * ${n}`);
  }
  const out = new Uint32Array(count);
  const copies = new Float64Array(n).fill(cap);
  const mass = new Float64Array(n);
  let unit = weights;
  let drawn = 0;
  while (drawn < count) {
    const total = fillMass(unit, copies, mass);
    if (total === 0) {
      unit = new Float64Array(n).fill(1);
      continue;
    }
    const table = createAliasTable(mass);
    // A draw from the table as it was built stands with the share of the item's copies that are still there.
    const built = copies.slice();
    let gone = 0;
    while (drawn < count && gone <= total / 2) {
      const item = weightedChoice(rng, table);
      if (uniform(rng) * built[item] >= copies[item]) continue;
      out[drawn++] = item;
      copies[item]--;
      gone += unit[item];
    }
  }
  return out;
}

/** mass = unit * copies; returns the sum. */
function fillMass(unit: Float64Array, copies: Float64Array, mass: Float64Array): number {
  let total = 0;
  for (let i = 0; i < mass.length; i++) {
    mass[i] = unit[i] * copies[i];
    total += mass[i];
  }
  return total;
}
