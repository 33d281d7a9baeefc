import type { GaussianMixture } from '@collapse-bench/core';
import type { GmmParams, GmmTruth } from '../params.js';

/** The fitted mixture in the form that core's distances take. */
export function fittedMixture({ weights, means, covariances }: GmmParams, { dimension }: GmmTruth): GaussianMixture {
  return { dimension, weights, means, covariances };
}
