import { exp, ln } from '@collapse-bench/core';
import type { Bandwidth } from '../options.js';

/**
 * Factor on the standard deviations of the data by a rule of thumb, as `scipy.stats.gaussian_kde` has it: Scott's
 * n^(-1/(d+4)) or Silverman's (n (d + 2)/4)^(-1/(d+4)).
 *
 * @param effectiveSize n, or (sum w)^2 / sum w^2 of weighted points
 */
export function covarianceFactor(rule: 'scott' | 'silverman', effectiveSize: number, dimension: number): number {
  const size = rule === 'scott' ? effectiveSize : (effectiveSize * (dimension + 2)) / 4;
  return exp(-ln(size) / (dimension + 4));
}

/**
 * How the covariance of a kernel follows from that of the training set: H = factor^2 S + h^2 I, where S is the unbiased
 * covariance of the data.
 */
export interface KernelRule {
  readonly factorSquared: number;
  readonly fixedVariance: number;
}

export function kernelRule(bandwidth: Bandwidth, effectiveSize: number, dimension: number): KernelRule {
  if (bandwidth.kind === 'fixed') return { factorSquared: 0, fixedVariance: bandwidth.value * bandwidth.value };
  const factor = covarianceFactor(bandwidth.kind, effectiveSize, dimension);
  return { factorSquared: factor * factor, fixedVariance: 0 };
}
