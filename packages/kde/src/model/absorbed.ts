import type { RealTruth } from '@collapse-bench/core';
import type { KdeParams } from '../params.js';

/**
 * Whether the estimate is a point mass for double arithmetic, s < 2^-52 max(|m|, sigma_0) in every coordinate: identical
 * points under a rule of thumb. A fixed bandwidth never is.
 */
export function isAbsorbed({ mean, covariance }: KdeParams, truth: RealTruth): boolean {
  const { dimension } = truth;
  for (let i = 0; i < dimension; i++) {
    const at = i * dimension + i;
    const scale = Math.max(Math.abs(mean[i]), Math.sqrt(truth.covariance[at]));
    if (Math.sqrt(covariance[at]) >= Number.EPSILON * scale) return false;
  }
  return true;
}
