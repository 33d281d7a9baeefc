import type { GaussianMixture, RealTruth } from '@collapse-bench/core';
import type { GmmParams } from '../params.js';

/** The fitted mixture in the form that core's distances take. */
export function fittedMixture({ weights, means, covariances }: GmmParams, { dimension }: RealTruth): GaussianMixture {
  return { dimension, weights, means, covariances };
}
