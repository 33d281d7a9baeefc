import {
  type Model,
  mixtureMoments,
  type PointSet,
  pointSpace,
  type RealTruth,
  realSource,
  realTruth,
  type SystemInstance,
} from '@collapse-bench/core';
import { sampleAtRequest } from './biased-sample.js';
import { fitMixture } from './fit.js';
import type { GmmOptions } from './options.js';
import type { GmmParams } from './params.js';
import { gmmScorer, mixtureOf } from './scorer.js';

export function createGmm(options: GmmOptions): SystemInstance<PointSet, GmmParams, RealTruth> {
  const { dimension } = options;
  const truth = realTruth(options.real);
  const model: Model<PointSet, GmmParams> = {
    fit: ({ data }, rng, previous) => ({ params: fitMixture(data, options, rng, previous) }),
    sample: (params, request, rng) => sampleAtRequest(mixtureOf(params, dimension), request, rng),
    sampling: ['temperature', 'top-p'],
    absorbed: (params) => isPointMass(params, truth),
  };
  return {
    space: pointSpace(dimension),
    source: realSource(options.real),
    model,
    truth,
    scorer: gmmScorer(truth),
  };
}

/**
 * Whether the whole mixture has become a point mass for double arithmetic: in every coordinate s < 2^-52 max(|m|, sigma_0). It
 * cannot while regCovar is added.
 */
function isPointMass({ weights, means, covariances }: GmmParams, truth: RealTruth): boolean {
  const { dimension } = truth;
  const { mean, covariance } = mixtureMoments(weights, means, covariances, dimension);
  for (let a = 0; a < dimension; a++) {
    const at = a * dimension + a;
    const scale = Math.max(Math.abs(mean[a]), Math.sqrt(truth.covariance[at]));
    if (Math.sqrt(covariance[at]) >= Number.EPSILON * scale) return false;
  }
  return true;
}
