import type { Prediction } from '@collapse-bench/core';

/**
 * Beyond this skewness of one replicate's value a normal test of the replicates' mean is not to be trusted: at 5, the mean
 * of 400 replicates still has a skewness of a quarter. Exact values beyond it are reported as `asymptotic`, so that no
 * multiple test counts them.
 */
const LARGEST_SKEWNESS = 5;

/**
 * An exactly known value of a statistic.
 *
 * @param deviation of the statistic from one replicate; 0 for a value without chance
 * @param skewness of what one replicate adds to the statistic
 * @returns undefined where the moments overflow
 */
export function knownValue(value: number, deviation: number, skewness: number): Prediction | undefined {
  if (!Number.isFinite(value) || !Number.isFinite(deviation)) return undefined;
  if (deviation === 0) return { value, deviation, kind: 'exact' };
  return { value, deviation, kind: Math.abs(skewness) <= LARGEST_SKEWNESS ? 'exact' : 'asymptotic' };
}

/**
 * Skewness of a log-normal variable with a squared coefficient of variation: s^2 is a product of independent factors.
 */
export function lognormalSkewness(squaredVariation: number): number {
  const variation = Math.sqrt(Math.max(0, squaredVariation));
  return variation * (3 + squaredVariation);
}

/**
 * Skewness of V chi^2_d for a log-normal V, given the squared coefficient of variation of the product: the squared length
 * of a normal vector of random scale. (d = 1, V constant: 2.83.)
 */
export function scaledChiSquareSkewness(squaredVariation: number, dimension: number): number {
  const scale = Math.max(1, (1 + squaredVariation) / (1 + 2 / dimension));
  const second = (1 + 2 / dimension) * scale;
  const third = (1 + 2 / dimension) * (1 + 4 / dimension) * scale * scale * scale;
  return (third - 3 * second + 2) / ((second - 1) * Math.sqrt(second - 1));
}
