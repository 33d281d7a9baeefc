import type { NormalMoments } from './normal-chain.js';

export interface WassersteinMoments {
  /** E W2^2. */
  readonly mean: number;
  /** Var W2^2. */
  readonly variance: number;
  readonly skewness: number;
}

/** Moments of W2^2 = x^2 + u^2 between a fitted and the real normal, in units of sigma_0^2; needs degree 6. */
export function wassersteinMoments(chain: NormalMoments): WassersteinMoments {
  const { mean, second, third } = rawMoments(chain);
  const variance = second - mean * mean;
  const central = third - 3 * mean * second + 2 * mean * mean * mean;
  return { mean, variance, skewness: central / (variance * Math.sqrt(variance)) };
}

/** Standard deviation of (W2^2 - E W2^2)^2: what one replicate adds to the estimate of Var W2^2. Needs degree 8. */
export function wassersteinVarianceDeviation(chain: NormalMoments): number {
  const { moment } = chain;
  const { mean, second, third } = rawMoments(chain);
  const fourth = moment(8, 0) + 4 * moment(6, 2) + 6 * moment(4, 4) + 4 * moment(2, 6) + moment(0, 8);
  const variance = second - mean * mean;
  const central = fourth - 4 * mean * third + 6 * mean * mean * second - 3 * mean * mean * mean * mean;
  return Math.sqrt(Math.max(0, central - variance * variance));
}

function rawMoments({ moment }: NormalMoments) {
  return {
    mean: moment(2, 0) + moment(0, 2),
    second: moment(4, 0) + 2 * moment(2, 2) + moment(0, 4),
    third: moment(6, 0) + 3 * moment(4, 2) + 3 * moment(2, 4) + moment(0, 6),
  };
}
