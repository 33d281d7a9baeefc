import { gaussianW2Squared, type Metric, ok } from '@collapse-bench/core';
import { FEATURES } from '../classifier/shape.js';
import type { Images } from '../images.js';
import { doubles } from './doubles.js';
import { type FeatureMoments, featureMoments } from './feature-moments.js';
import { classifiedSamples } from './generated.js';
import { judgeOf, type VaeTruth } from './judge.js';

const SAMPLES = 2000;

/**
 * Squared 2-Wasserstein distance of the normal laws with the moments of two clouds of features, |m1 - m2|^2 +
 * Tr(S1 + S2 - 2 (S1^(1/2) S2 S1^(1/2))^(1/2)).
 */
export function frechetDistance(p: FeatureMoments, q: FeatureMoments, dimension: number): number {
  return gaussianW2Squared(p.mean, p.covariance, q.mean, q.covariance, dimension);
}

export const frechetDistanceMetric: Metric<unknown, VaeTruth, Images> = {
  id: 'frechet-distance',
  summary:
    "Frechet distance |m1 - m2|^2 + Tr(S1 + S2 - 2 (S1 S2)^(1/2)) of the frozen classifier's 64 features on 2000 images of the model and the 10,000 test images.",
  source: 'Heusel et al. 1706.08500, equation 6, with a classifier of digits in place of Inception',
  unit: 'squared unit of the features',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.05, reason: 'fresh samples of one model differ by 1 to 2%' },
  async evaluate(context, rng) {
    const { features } = await classifiedSamples(context, SAMPLES, rng);
    return ok(frechetDistance(featureMoments(doubles(features), FEATURES), judgeOf(context.truth).moments, FEATURES));
  },
};
