import type { GaussianMixture, Model, SystemInstance } from '@collapse-bench/core';
import { type PointSet, pointSpace } from './data.js';
import { fitMixture } from './fit.js';
import { surprises } from './log-density.js';
import { mixtureMoments } from './moments.js';
import type { GmmOptions } from './options.js';
import type { GmmParams, GmmTruth } from './params.js';
import { gmmTruth } from './real/truth.js';
import { sampleMixture } from './sample.js';

export function createGmm(options: GmmOptions): SystemInstance<PointSet, GmmParams, GmmTruth> {
  const { dimension } = options;
  const truth = gmmTruth(options.real);
  const asMixture = ({ weights, means, covariances }: GmmParams): GaussianMixture => ({ dimension, weights, means, covariances });
  const model: Model<PointSet, GmmParams> = {
    fit: ({ data }, rng, previous) => ({ params: fitMixture(data, options, rng, previous) }),
    sample: (params, { count }, rng) => sampleMixture(asMixture(params), count, rng),
    absorbed: (params) => isPointMass(params, truth),
  };
  return {
    space: pointSpace(dimension),
    source: { sample: (count, rng) => sampleMixture(truth, count, rng) },
    model,
    truth,
    scorer: { surprise: (params, data) => surprises(asMixture(params), data) },
  };
}

/**
 * Whether the whole mixture has become a point mass for double arithmetic: in every coordinate s < 2^-52 max(|m|, sigma_0). It
 * cannot while regCovar is added.
 */
function isPointMass({ weights, means, covariances }: GmmParams, truth: GmmTruth): boolean {
  const { dimension } = truth;
  const { mean, covariance } = mixtureMoments(weights, means, covariances, dimension);
  for (let a = 0; a < dimension; a++) {
    const at = a * dimension + a;
    const scale = Math.max(Math.abs(mean[a]), Math.sqrt(truth.covariance[at]));
    if (Math.sqrt(covariance[at]) >= Number.EPSILON * scale) return false;
  }
  return true;
}
