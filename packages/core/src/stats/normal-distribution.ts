import quantileOfNormal from '@stdlib/stats-base-dists-normal-quantile';
import { erfc, exp, ln } from '../special.js';

// @stdlib's normal quantile uses plain arithmetic, Math.sqrt and Math.abs: the same bits on every machine.

const SQRT_2 = Math.sqrt(2);
const SQRT_2_PI = 2.5066282746310007;

/** P(Z <= z) = erfc(-z / sqrt 2) / 2 for a standard normal Z; accurate in the lower tail, too. NaN for NaN. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z / SQRT_2);
}

/**
 * The z with P(Z <= z) = p. The library's answer cancels in the lower tail, so there it is found by Newton steps on ln P:
 * that is concave, and from -sqrt(-2 ln p), which lies below, they cannot overshoot. (The upper tail is as fine as 1 - p.)
 *
 * @param probability from 0 (-Infinity) to 1 (Infinity); below 1e-300 the answer loses digits
 * @throws RangeError when it is not
 */
export function normalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) throw new RangeError(`expected a probability from 0 to 1, found ${probability}`);
  if (probability === 0 || probability > 0.01) return quantileOfNormal(probability, 0, 1);
  let z = -Math.sqrt(-2 * ln(probability));
  for (let step = 0; step < 20; step++) {
    const cdf = normalCdf(z);
    const density = exp(-0.5 * z * z) / SQRT_2_PI;
    if (cdf === 0 || density === 0) break;
    const change = (ln(cdf / probability) * cdf) / density;
    z -= change;
    if (Math.abs(change) <= Number.EPSILON * Math.abs(z)) break;
  }
  return z;
}

/** P(|Z| >= |z|) for a standard normal Z: the two-sided p-value of a z-score. NaN for NaN. */
export function twoSidedNormalP(z: number): number {
  return erfc(Math.abs(z) / SQRT_2);
}
