import { ln } from '../special.js';
import type { Rng } from './rng.js';
import { binomialLogWeight } from './saddle-point.js';
import { openUniform, uniformInteger } from './xoshiro128.js';

/** Up to this many draws each is made in turn; beyond, rejection is cheaper. */
const ONE_BY_ONE = 15;

/** 2 sqrt(2 / e) and 3 - 2 sqrt(3 / e): the hat of the ratio of uniforms. */
const HAT_SLOPE = 1.7155277699214135;
const HAT_OFFSET = 0.8989161620588988;

/**
 * The number of good ones among `draws` draws without replacement from `good` + `bad`: O(1) at any size. Draw by draw
 * while the least of good, bad, draws and what is left over is at most 15, else rejection by the ratio of uniforms
 * (Stadlober 1990, HRUA, doi 10.1016/0377-0427(90)90349-5) with saddle-point probabilities, exact to rounding.
 *
 * @param good integer >= 0
 * @param bad integer >= 0; good + bad <= 2^53
 * @param draws integer, 0 <= draws <= good + bad
 * @throws RangeError if an argument is out of range
 */
export function hypergeometric(rng: Rng, good: number, bad: number, draws: number): number {
  const total = good + bad;
  if (!(good >= 0 && bad >= 0 && total <= 2 ** 53) || Math.floor(good) !== good || Math.floor(bad) !== bad) {
    throw new RangeError(`hypergeometric: expected integers good, bad >= 0 with a sum <= 2^53, found ${good} and ${bad}`);
  }
  if (!(draws >= 0 && draws <= total) || Math.floor(draws) !== draws) {
    throw new RangeError(`hypergeometric: expected an integer number of draws from 0 to ${total}, found ${draws}`);
  }
  // By symmetry it is enough to draw marked <= total / 2 from taken <= marked; the count is then start + sign * draw.
  let start = 0;
  let sign = 1;
  let taken = draws;
  let marked = good;
  if (taken > total - taken) {
    // What stays behind is as random as what is drawn.
    taken = total - taken;
    start = marked;
    sign = -1;
  }
  if (marked > total - marked) {
    // Count the bad ones.
    marked = total - marked;
    start += sign * taken;
    sign = -sign;
  }
  if (taken > marked) {
    // Marking and taking are two independent choices: either may be made first.
    const swap = taken;
    taken = marked;
    marked = swap;
  }
  return start + sign * (taken <= ONE_BY_ONE ? oneByOne(rng, marked, total, taken) : byRejection(rng, marked, total, taken));
}

function oneByOne(rng: Rng, marked: number, total: number, taken: number): number {
  let left = marked;
  for (let i = 0; i < taken; i++) {
    if (uniformInteger(rng, total - i) < left) left--;
  }
  return marked - left;
}

function byRejection(rng: Rng, marked: number, total: number, taken: number): number {
  const mean = taken * (marked / total);
  const whole = Math.floor(mean);
  const fraction = mean - whole;
  const variance = mean * (1 - marked / total) * ((total - taken) / (total - 1));
  const width = HAT_SLOPE * Math.sqrt(variance + 0.5) + HAT_OFFSET;
  const mode = Math.floor(((taken + 1) / (total + 2)) * (marked + 1));
  const modeWeight = logWeight(mode, mode - whole - fraction, marked, total, taken, mean);
  for (;;) {
    const u = openUniform(rng);
    const v = openUniform(rng);
    const offset = Math.floor(fraction + 0.5 + (width * (v - 0.5)) / u);
    const k = whole + offset;
    if (k < 0 || k > taken) continue;
    const relative = logWeight(k, offset - fraction, marked, total, taken, mean) - modeWeight;
    // Bounds of 2 ln u on either side save most logarithms.
    if (u * (4 - u) - 3 <= relative) return k;
    if (u * (u - relative) >= 1) continue;
    if (2 * ln(u) <= relative) return k;
  }
}

/** ln of the probability of k up to a constant: two binomial terms of one p, which may be any and is taken / total. */
function logWeight(k: number, difference: number, marked: number, total: number, taken: number, mean: number): number {
  const others = taken - mean;
  return (
    binomialLogWeight(k, marked, mean, marked - mean, difference) +
    binomialLogWeight(taken - k, total - marked, others, total - marked - others, -difference)
  );
}

/**
 * How many of each kind come up when `draws` are drawn without replacement: O(kinds), by conditional hypergeometrics.
 *
 * @param counts Float64Array[kinds] of integers >= 0, sum <= 2^53
 * @param draws integer from 0 to the sum of counts
 * @param out Float64Array[kinds], overwritten; sums to draws exactly. May be `counts` itself.
 * @throws RangeError if an argument is out of range or the lengths differ
 */
export function multivariateHypergeometric(rng: Rng, counts: Float64Array, draws: number, out: Float64Array): void {
  if (out.length !== counts.length) {
    throw new RangeError(`multivariateHypergeometric: expected out of length ${counts.length}, found ${out.length}`);
  }
  let rest = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i];
    if (!(count >= 0) || Math.floor(count) !== count) {
      throw new RangeError(`multivariateHypergeometric: expected integer counts >= 0, found ${count} at ${i}`);
    }
    rest += count;
  }
  if (!(rest <= 2 ** 53)) throw new RangeError(`multivariateHypergeometric: expected a sum of counts <= 2^53, found ${rest}`);
  if (!(draws >= 0 && draws <= rest) || Math.floor(draws) !== draws) {
    throw new RangeError(`multivariateHypergeometric: expected an integer number of draws from 0 to ${rest}, found ${draws}`);
  }
  let left = draws;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i];
    rest -= count;
    const drawn = left === 0 ? 0 : hypergeometric(rng, count, rest, left);
    out[i] = drawn;
    left -= drawn;
  }
}
