import { normalDensity, type PointSet, pointJudges, type RealTruth, type Scorer } from '@collapse-bench/core';
import type { GaussianParams } from '../params.js';

/** The judges of points, and surprise: -ln of the model's density (within its support, should it be singular). */
export function gaussianScorer(truth: RealTruth): Scorer<PointSet, GaussianParams> {
  return {
    ...pointJudges(truth),
    surprise: ({ mean, covariance }, { points }) => {
      const density = normalDensity(mean, covariance);
      return density.squaredDistances(points).map((distance) => -density.logAt(distance));
    },
  };
}
