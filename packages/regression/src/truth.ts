import { exp, ln } from '@collapse-bench/core';
import type { RegressionOptions } from './options.js';

/** y = x . w* + noise, x from N(0, Sigma) with Sigma diagonal. */
export interface RegressionTruth {
  readonly dimension: number;
  /** w*, of length 1: every coordinate is 1/sqrt(d). */
  readonly coefficients: Float64Array;
  /** Diagonal of Sigma: 1, or j^-exponent for j = 1 ... d. */
  readonly spectrum: Float64Array;
  /** sigma^2 of the labels' noise, real and generated. */
  readonly noiseVariance: number;
}

export function regressionTruth({ dimension, covariance, noiseVariance }: RegressionOptions): RegressionTruth {
  const exponent = covariance.kind === 'power-law' ? covariance.exponent : 0;
  return {
    dimension,
    coefficients: new Float64Array(dimension).fill(1 / Math.sqrt(dimension)),
    spectrum: Float64Array.from({ length: dimension }, (_, j) => (exponent === 0 ? 1 : exp(-exponent * ln(j + 1)))),
    noiseVariance,
  };
}
