import type { Prediction, Statistic } from '../contracts/oracle.js';
import { twoSidedBinomialP } from '../stats/binomial-distribution.js';
import { normalQuantile } from '../stats/normal-distribution.js';

/** A statistic of replicates beside its prediction. */
export interface HeldAgainst {
  readonly measured: number;
  /** Of `measured`: from theory where known, else from the sample. */
  readonly standardError: number;
  readonly standardErrorFrom: 'theory' | 'sample';
  /**
   * (measured - prediction) / standardError; null if that is 0. For fractions of few expected replicates: the normal quantile
   * of the exact binomial p-value.
   */
  readonly z: number | null;
}

/**
 * Holds replicates against a prediction.
 *
 * @param values one number a replicate
 * @returns undefined: one replicate shows no spread, and theory does not give it, so there is nothing to hold it against
 */
export function holdAgainst(statistic: Statistic, prediction: Prediction, values: readonly number[]): HeldAgainst | undefined {
  const { estimate, deviation } = estimateOf(statistic, values);
  const known = prediction.deviation ?? chanceDeviation(statistic, prediction.value);
  if (known === undefined && values.length < 2) return undefined;
  const standardError = standardErrorOf(statistic, known ?? deviation, prediction.value, values.length);
  return {
    measured: estimate,
    standardError,
    standardErrorFrom: known === undefined ? 'sample' : 'theory',
    z: standardError > 0 ? zScore(statistic, estimate, prediction.value, standardError, values.length) : null,
  };
}

/** Fewer expected replicates than this above a threshold, or not above it, are not normal. */
const NORMAL_COUNT = 25;

/** A rare event's fraction is tested exactly, and its p-value given as the z that has it. */
function zScore({ kind }: Statistic, estimate: number, predicted: number, standardError: number, n: number): number {
  const z = (estimate - predicted) / standardError;
  if (kind !== 'exceedance' || n * Math.min(predicted, 1 - predicted) >= NORMAL_COUNT) return z;
  const p = twoSidedBinomialP(Math.round(estimate * n), n, predicted);
  // Beyond all doubles the normal z does as well.
  if (p === 0) return z;
  const size = Math.abs(normalQuantile(p / 2));
  return z < 0 ? -size : size;
}

/** One replicate exceeds a threshold or does not: at the predicted chance (or bound) p its variance is p (1 - p). */
function chanceDeviation({ kind }: Statistic, chance: number): number | undefined {
  if (kind !== 'exceedance') return undefined;
  return chance > 0 && chance < 1 ? Math.sqrt(chance * (1 - chance)) : 0;
}

/**
 * From the standard deviation of one replicate's contribution. A sample variance has a second term, for its mean is
 * estimated too: Var s^2 = (mu_4 - sigma^4) / n + 2 sigma^4 / (n (n - 1)).
 */
function standardErrorOf(statistic: Statistic, deviation: number, predicted: number, n: number): number {
  const first = (deviation * deviation) / n;
  if (statistic.kind !== 'variance' || n < 2) return Math.sqrt(first);
  return Math.sqrt(first + (2 * predicted * predicted) / (n * (n - 1)));
}

/** The statistic, and the standard deviation of its estimate from one replicate as the sample shows it. */
function estimateOf(statistic: Statistic, values: readonly number[]): { estimate: number; deviation: number } {
  if (statistic.kind === 'exceedance') {
    const { threshold } = statistic;
    const fraction = values.filter((value) => value > threshold).length / values.length;
    return { estimate: fraction, deviation: Math.sqrt(fraction * (1 - fraction)) };
  }
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  let squares = 0;
  let fourths = 0;
  for (const value of values) {
    const square = (value - mean) * (value - mean);
    squares += square;
    fourths += square * square;
  }
  const variance = n > 1 ? squares / (n - 1) : 0;
  if (statistic.kind === 'mean') return { estimate: mean, deviation: Math.sqrt(variance) };
  return { estimate: variance, deviation: Math.sqrt(Math.max(0, fourths / n - variance * variance)) };
}
