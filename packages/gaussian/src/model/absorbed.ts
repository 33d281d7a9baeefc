import type { RealTruth } from '@collapse-bench/core';
import type { GaussianParams } from '../params.js';

/**
 * Whether the model has become a point mass for double arithmetic: s < 2^-52 max(|m|, sigma_0). In several dimensions every
 * coordinate has to be, by its own mean and its own real standard deviation: the last direction is gone then.
 */
export function isAbsorbed({ mean, covariance }: GaussianParams, truth: RealTruth): boolean {
  const dimension = mean.length;
  for (let i = 0; i < dimension; i++) {
    const at = i * dimension + i;
    const scale = Math.max(Math.abs(mean[i]), Math.sqrt(truth.covariance[at]));
    if (Math.sqrt(covariance[at]) >= Number.EPSILON * scale) return false;
  }
  return true;
}
