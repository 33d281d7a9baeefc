import cdfOfStudentT from '@stdlib/stats-base-dists-t-cdf';
import { normalQuantile } from './normal-distribution.js';

// @stdlib's t distribution (an incomplete beta function) uses plain arithmetic and Math.sqrt, abs, floor, ceil and round:
// the same bits on every machine.

/**
 * P(T <= t) for Student's t with `degrees` degrees of freedom; accurate in the lower tail, too.
 * The relative error is below 1e-12, but 1e-10 for one degree of freedom near t = 0. Beyond |t| = 1e154 the answer is 0 or 1.
 *
 * @throws RangeError when t is NaN or degrees is not positive
 */
export function studentTCdf(t: number, degrees: number): number {
  if (Number.isNaN(t) || !(degrees > 0 && degrees < Infinity)) {
    throw new RangeError(`expected a number and positive finite degrees of freedom, found ${t} and ${degrees}`);
  }
  if (t === -Infinity) return 0;
  if (t === Infinity) return 1;
  return cdfOfStudentT(t, degrees);
}

/**
 * The t with P(T <= t) = p, by bisection down to neighbouring doubles.
 *
 * @param probability from 0 (-Infinity) to 1 (Infinity)
 * @throws RangeError when it is not, or degrees is not positive
 */
export function studentTQuantile(probability: number, degrees: number): number {
  if (!(probability >= 0 && probability <= 1)) throw new RangeError(`expected a probability from 0 to 1, found ${probability}`);
  if (probability === 0.5) return 0;
  if (probability > 0.5) return -lowerQuantile(1 - probability, degrees);
  return lowerQuantile(probability, degrees);
}

/** For p < 1/2. Student's t has heavier tails than the normal, so the quantile lies below the normal's. */
function lowerQuantile(probability: number, degrees: number): number {
  if (probability === 0) return -Infinity;
  let above = normalQuantile(probability);
  let below = 2 * above - 1;
  while (studentTCdf(below, degrees) > probability) {
    above = below;
    below *= 2;
  }
  for (;;) {
    const middle = 0.5 * (above + below);
    if (middle <= below || middle >= above) return middle;
    if (studentTCdf(middle, degrees) > probability) above = middle;
    else below = middle;
  }
}

/** P(|T| >= |t|): the two-sided p-value of a t statistic. Errors as for `studentTCdf`. */
export function twoSidedStudentTP(t: number, degrees: number): number {
  return Math.min(1, 2 * studentTCdf(-Math.abs(t), degrees));
}
