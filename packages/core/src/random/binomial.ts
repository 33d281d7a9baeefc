import { exp, ln, log1p } from '../special.js';
import type { Rng } from './rng.js';
import { binomialLogWeight } from './saddle-point.js';
import { openUniform, uniform } from './xoshiro128.js';

/** Below this mean inversion is used; the rejection hat is only proven from 10 on. */
const REJECTION_FROM = 10;

/** Beyond this count inversion never comes: with a mean below 10 and p <= 1/2 the probability is below 1e-70. */
const INVERSION_END = 110;

/**
 * The number of successes in n independent trials: O(1) at any n. Inversion while n min(p, 1 - p) < 10, else rejection
 * from a transformed hat (Hörmann 1993, BTRS, doi 10.1080/00949659308811496) with Loader's saddle-point probabilities,
 * so that the law holds to rounding at every n.
 *
 * @param n number of trials, an integer, 0 <= n <= 2^53
 * @param p probability of success, 0 <= p <= 1
 * @returns an integer from 0 to n
 * @throws RangeError if n or p is out of range
 */
export function binomial(rng: Rng, n: number, p: number): number {
  if (!(n >= 0 && n <= 2 ** 53) || Math.floor(n) !== n) {
    throw new RangeError(`binomial: expected an integer n with 0 <= n <= 2^53, found ${n}`);
  }
  if (!(p >= 0 && p <= 1)) throw new RangeError(`binomial: expected a probability 0 <= p <= 1, found ${p}`);
  if (p > 0.5) return n - successes(rng, n, 1 - p);
  return successes(rng, n, p);
}

/** As `binomial`, for p <= 1/2. */
function successes(rng: Rng, n: number, p: number): number {
  if (n === 0 || p === 0) return 0;
  return n * p < REJECTION_FROM ? byInversion(rng, n, p) : byRejection(rng, n, p);
}

function byInversion(rng: Rng, n: number, p: number): number {
  const odds = p / (1 - p);
  const none = exp(n * log1p(-p));
  const end = Math.min(n, INVERSION_END);
  for (;;) {
    let u = uniform(rng);
    let probability = none;
    for (let k = 0; k <= end; k++) {
      if (u < probability) return k;
      u -= probability;
      probability *= ((n - k) / (k + 1)) * odds;
    }
  }
}

function byRejection(rng: Rng, n: number, p: number): number {
  const mean = n * p;
  // Proposals are counted from here, so that they stay whole numbers apart where doubles near the mean are not.
  const whole = Math.floor(mean);
  const fraction = mean - whole;

  const spread = Math.sqrt(mean * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const alpha = (2.83 + 5.1 / b) * spread;
  const squeeze = 0.92 - 4.2 / b;
  let modeWeight = Number.NaN;
  for (;;) {
    const u = openUniform(rng) - 0.5;
    const v = openUniform(rng);
    const us = 0.5 - Math.abs(u);
    const offset = Math.floor(((2 * a) / us + b) * u + 0.5 + fraction);
    const k = whole + offset;
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || k > n) continue;
    const rest = n - mean;
    if (Number.isNaN(modeWeight)) {
      const modeOffset = Math.floor(fraction + p);
      modeWeight = binomialLogWeight(whole + modeOffset, n, mean, rest, modeOffset - fraction);
    }
    const weight = binomialLogWeight(k, n, mean, rest, offset - fraction);
    if (ln((v * alpha) / (a / (us * us) + b)) <= weight - modeWeight) return k;
  }
}
