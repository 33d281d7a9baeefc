import { type GaussianMixture, type PointSet, pointJudges, type RealTruth, type Scorer } from '@collapse-bench/core';
import { surprises } from './log-density.js';
import type { GmmParams } from './params.js';

/** The judges of points, and surprise: -ln of the model's density. */
export function gmmScorer(truth: RealTruth): Scorer<PointSet, GmmParams> {
  const { dimension } = truth;
  return {
    ...pointJudges(truth),
    surprise: (params, data) => surprises(mixtureOf(params, dimension), data),
  };
}

/** A fitted model as a mixture. */
export function mixtureOf({ weights, means, covariances }: GmmParams, dimension: number): GaussianMixture {
  return { dimension, weights, means, covariances };
}
