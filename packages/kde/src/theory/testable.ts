import type { Prediction } from '@collapse-bench/core';

/**
 * Beyond this skewness of one replicate's value a normal test of the replicates' mean is not to be trusted: exact values
 * beyond it are reported as `asymptotic`, so that no multiple test counts them.
 */
const LARGEST_SKEWNESS = 5;

/** A mean with the variance of one replicate's value, whose skewness is estimated from the squared coefficient of variation. */
export function knownMean(
  value: number,
  variance: number | undefined,
  skewness: (squaredVariation: number) => number,
): Prediction | undefined {
  if (!Number.isFinite(value)) return undefined;
  if (variance === undefined) return { value, kind: 'exact' };
  const positive = Math.max(0, variance);
  if (!Number.isFinite(positive)) return undefined;
  const tame = Math.abs(skewness(positive / (value * value))) <= LARGEST_SKEWNESS;
  return { value, deviation: Math.sqrt(positive), kind: tame ? 'exact' : 'asymptotic' };
}

/** Skewness of a log-normal variable: a variance is a product of independent factors, roughly. */
export function lognormalSkewness(squaredVariation: number): number {
  return Math.sqrt(squaredVariation) * (3 + squaredVariation);
}

/** Skewness of V chi^2_1 for a log-normal V: the square of a normal number of random scale (2.83 for a constant V). */
export function scaledChiSquareSkewness(squaredVariation: number): number {
  const scale = Math.max(1, (1 + squaredVariation) / 3);
  const second = 3 * scale;
  return (15 * scale * scale * scale - 3 * second + 2) / ((second - 1) * Math.sqrt(second - 1));
}
