import { binomial } from './binomial.js';
import type { Rng } from './rng.js';

/** How far from 1 the probabilities may sum: rounding of a sum of many terms, not a forgotten state. */
const SUM_TOLERANCE = 1e-9;

/**
 * Counts of n independent draws from a discrete distribution: O(states) at any n, by conditional binomials from the first
 * state on. Each is conditioned on the exact mass of the states not yet counted, so the counts always sum to n and a
 * state of probability 0 always gets 0.
 *
 * @param n number of draws, an integer, 0 <= n <= 2^53
 * @param probabilities Float64Array[states], >= 0, summing to 1 within 1e-9 (what is missing is shared in proportion)
 * @param out Float64Array[states], overwritten; not `probabilities` itself
 * @throws RangeError if an argument is out of range or the lengths differ
 */
export function multinomial(rng: Rng, n: number, probabilities: Float64Array, out: Float64Array): void {
  const states = probabilities.length;
  if (!(n >= 0 && n <= 2 ** 53) || Math.floor(n) !== n) {
    throw new RangeError(`multinomial: expected an integer n with 0 <= n <= 2^53, found ${n}`);
  }
  if (out === probabilities || out.length !== states) {
    throw new RangeError(`multinomial: expected out to be another array of length ${states}, found length ${out.length}`);
  }
  // First `out` holds the mass of each state and all after it: summed from the end, small last states keep their digits.
  let mass = 0;
  for (let i = states - 1; i >= 0; i--) {
    const p = probabilities[i];
    if (!(p >= 0)) throw new RangeError(`multinomial: expected probabilities >= 0, found ${p} at ${i}`);
    mass += p;
    out[i] = mass;
  }
  if (!(Math.abs(mass - 1) <= SUM_TOLERANCE)) {
    throw new RangeError(`multinomial: expected probabilities that sum to 1 within ${SUM_TOLERANCE}, found ${mass}`);
  }
  let left = n;
  for (let i = 0; i < states; i++) {
    const p = probabilities[i];
    const after = i + 1 < states ? out[i + 1] : 0;
    let count = 0;
    // The smaller of the two shares, so that neither is 1 - (what rounding left of it).
    if (left > 0 && p > 0) count = p <= after ? binomial(rng, left, p / out[i]) : left - binomial(rng, left, after / out[i]);
    out[i] = count;
    left -= count;
  }
}
