import type { NormalMoments } from './normal-chain.js';

export interface WassersteinMoments {
  /** E W2^2. */
  readonly mean: number;
  /** Var W2^2. */
  readonly variance: number;
  readonly skewness: number;
  /** Standard deviation of (W2^2 - E W2^2)^2, what one replicate adds to the estimate of the variance. */
  readonly varianceDeviation: number;
}

/** Moments of W2^2 = x^2 + u^2 between a fitted and the real normal, in units of sigma_0^2; needs degree 8. */
export function wassersteinMoments(chain: NormalMoments): WassersteinMoments {
  const at = chain.moment;
  const mean = at(2, 0) + at(0, 2);
  const second = at(4, 0) + 2 * at(2, 2) + at(0, 4);
  const third = at(6, 0) + 3 * at(4, 2) + 3 * at(2, 4) + at(0, 6);
  const fourth = at(8, 0) + 4 * at(6, 2) + 6 * at(4, 4) + 4 * at(2, 6) + at(0, 8);
  const variance = second - mean * mean;
  const central3 = third - 3 * mean * second + 2 * mean * mean * mean;
  const central4 = fourth - 4 * mean * third + 6 * mean * mean * second - 3 * mean * mean * mean * mean;
  return {
    mean,
    variance,
    skewness: central3 / (variance * Math.sqrt(variance)),
    varianceDeviation: Math.sqrt(Math.max(0, central4 - variance * variance)),
  };
}
