import { ln } from '../special.js';

// Loader's saddle-point form of the binomial probability (Loader 2000, "Fast and accurate computation of binomial
// probabilities"), without the factor that does not depend on k. Differences of log factorials lose every digit at
// large counts; this form does not.

/** ln k! - [(k + 1/2) ln k - k + ln(2 pi) / 2] for k = 1 ... 15; at k = 0 with ln k taken as 0. */
const SMALL_REMAINDERS = Float64Array.of(
  -0.9189385332046728,
  0.08106146679532726,
  0.0413406959554093,
  0.02767792568499834,
  0.020790672103765093,
  0.016644691189821193,
  0.013876128823070748,
  0.01189670994589177,
  0.010411265261972096,
  0.009255462182712733,
  0.00833056343336287,
  0.007573675487951841,
  0.00694284010720953,
  0.006408994188004207,
  0.0059513701127588475,
  0.005554733551962801,
);

/** What Stirling's formula leaves of ln k!, k a non-negative integer. */
export function stirlingRemainder(k: number): number {
  if (k < SMALL_REMAINDERS.length) return SMALL_REMAINDERS[k];
  const s = 1 / (k * k);
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - s / 1188) * s) * s) * s) / k;
}

/**
 * The deviance x ln(x / mean) - x + mean, without cancellation near the mean.
 *
 * @param difference x - mean, given apart because it may be known more exactly than x and mean tell
 */
export function deviance(x: number, mean: number, difference: number): number {
  if (x === 0) return mean;
  const v = difference / (x + mean);
  if (Math.abs(v) >= 0.1) return x * ln(x / mean) - difference;
  // x ln((1 + v) / (1 - v)) - difference, as a series in odd powers of v.
  const square = v * v;
  let sum = difference * v;
  let term = 2 * x * v;
  for (let odd = 3; ; odd += 2) {
    term *= square;
    const next = sum + term / odd;
    if (next === sum) return sum;
    sum = next;
  }
}

/**
 * ln of the binomial probability of k successes in n trials, up to a constant that depends on n alone.
 *
 * @param mean n p
 * @param rest n (1 - p)
 * @param difference k - n p
 */
export function binomialLogWeight(k: number, n: number, mean: number, rest: number, difference: number): number {
  const failures = n - k;
  return (
    -0.5 * ln(Math.max(k, 1) * Math.max(failures, 1)) -
    stirlingRemainder(k) -
    stirlingRemainder(failures) -
    deviance(k, mean, difference) -
    deviance(failures, rest, -difference)
  );
}
