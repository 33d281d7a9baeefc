import { momentsOf, variance } from './moments.js';
import { studentTCdf, studentTQuantile, twoSidedStudentTP } from './student-t-distribution.js';

export interface PairedEquivalence {
  readonly meanDifference: number;
  /** Of the mean difference; Infinity for a single pair. */
  readonly standardError: number;
  /** Coverage 1 - 2 alpha. */
  readonly interval: { readonly low: number; readonly high: number };
  /** p-value of "the true mean difference is at least `margin` away from 0": small speaks for equivalence. */
  readonly pEquivalent: number;
  /** p-value of "the true mean difference is 0", two-sided: small speaks for some difference, however small. */
  readonly pDifferent: number;
  readonly verdict: 'equivalent' | 'different' | 'inconclusive';
}

/**
 * Two one-sided paired t-tests (TOST; Schuirmann 1987). The verdict is
 *
 * - `equivalent` when both one-sided tests reject at `alpha`: the interval lies within [-margin, margin];
 * - `different` when the interval lies wholly outside [-margin, margin]: the difference is real and too large;
 * - `inconclusive` otherwise. A difference that is significant (`pDifferent`) but not shown to exceed the margin is that.
 *
 * A wrong `equivalent` has a probability of at most `alpha`; a wrong `different` of `alpha` too, except that for margins
 * below the standard error both ends count, up to 2 `alpha` at margin 0.
 *
 * Without spread (two or more differences, all exactly equal to d) there is no doubt left for a t-test to weigh: equivalent
 * if |d| <= margin, otherwise different. A single pair says nothing about the spread: inconclusive.
 *
 * @param differences one per pair, finite; at least one
 * @param margin the largest difference that does not matter, in the unit of the differences; finite, at least 0
 * @param alpha level of each one-sided test, between 0 and 1/2
 * @throws RangeError when there is no difference, one is not finite, or margin or alpha is out of range
 */
export function pairedEquivalence(differences: Float64Array, margin: number, alpha: number): PairedEquivalence {
  const n = differences.length;
  if (n === 0) throw new RangeError('differences: expected at least one pair, found none');
  for (const value of differences) {
    if (!Number.isFinite(value)) throw new RangeError(`differences: expected finite numbers, found ${value}`);
  }
  if (!(margin >= 0 && margin < Infinity))
    throw new RangeError(`margin: expected a finite number of at least 0, found ${margin}`);
  if (!(alpha > 0 && alpha < 0.5)) throw new RangeError(`alpha: expected a number between 0 and 1/2, found ${alpha}`);
  if (n === 1) {
    return {
      meanDifference: differences[0],
      standardError: Infinity,
      interval: { low: -Infinity, high: Infinity },
      pEquivalent: 1,
      pDifferent: 1,
      verdict: 'inconclusive',
    };
  }
  const unit = powerOfTwoNear(differences);
  const moments = momentsOf(differences.map((difference) => difference / unit));
  const mean = moments.mean;
  const standardError = Math.sqrt(variance(moments, 1) / n);
  if (standardError === 0) return withoutSpread(differences[0], margin);
  const degrees = n - 1;
  const reach = -quantileOf(alpha, degrees) * standardError;
  const edge = margin / unit;
  const pEquivalent = Math.max(
    studentTCdf((mean - edge) / standardError, degrees),
    studentTCdf((-mean - edge) / standardError, degrees),
  );
  const outside = mean - reach > edge || mean + reach < -edge;
  return {
    meanDifference: unit * mean,
    standardError: unit * standardError,
    interval: { low: unit * (mean - reach), high: unit * (mean + reach) },
    pEquivalent,
    pDifferent: twoSidedStudentTP(mean / standardError, degrees),
    verdict: pEquivalent <= alpha ? 'equivalent' : outside ? 'different' : 'inconclusive',
  };
}

let known = { alpha: Number.NaN, degrees: 0, quantile: 0 };

/** Found by bisection, which takes longer than all the rest of a test; the tests of a run share it. */
function quantileOf(alpha: number, degrees: number): number {
  if (known.alpha !== alpha || known.degrees !== degrees) {
    known = { alpha, degrees, quantile: studentTQuantile(alpha, degrees) };
  }
  return known.quantile;
}

/**
 * The power of two just below the largest difference, 1 when all are 0: measured in it, no square overflows or vanishes,
 * and no digit changes.
 */
function powerOfTwoNear(differences: Float64Array): number {
  let largest = 0;
  for (const difference of differences) largest = Math.max(largest, Math.abs(difference));
  let unit = 1;
  while (largest / unit >= 2) unit *= 2;
  while (largest > 0 && largest / unit < 1) unit /= 2;
  return unit;
}

function withoutSpread(difference: number, margin: number): PairedEquivalence {
  const within = Math.abs(difference) <= margin;
  return {
    meanDifference: difference,
    standardError: 0,
    interval: { low: difference, high: difference },
    pEquivalent: within ? 0 : 1,
    pDifferent: difference === 0 ? 1 : 0,
    verdict: within ? 'equivalent' : 'different',
  };
}
