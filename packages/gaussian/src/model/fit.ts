import type { RealTruth, Rng } from '@collapse-bench/core';
import type { SufficientStatistics, WeightSums } from '../data.js';
import type { Approximation } from '../options.js';
import type { GaussianParams } from '../params.js';
import { addMeanNoise } from './mean-noise.js';

/**
 * The fitted normal (Eq. 1 and 6): the sample mean, with the approximation's noise, and scatter/(n - ddof). Of weighted
 * points the divisor is V1 under ddof = 0 and V1 - V2/V1 under ddof = 1, V1 = sum w and V2 = sum w^2: unbiased where all
 * points are drawn from one law, and scatter/(n - 1) where all weights are equal.
 *
 * @param thirdMomentSigns of the same sample; asked for by orthogonal noise alone
 * @throws RangeError for fewer than two samples
 */
export function fitNormal(
  { count, mean, scatter, weights }: SufficientStatistics,
  ddof: 0 | 1,
  approximation: Approximation,
  truth: RealTruth,
  previous: GaussianParams | undefined,
  thirdMomentSigns: (rng: Rng) => Float64Array,
  rng: Rng,
): GaussianParams {
  if (!(count >= 2)) throw new RangeError(`fitNormal: expected at least 2 samples, found ${count}`);
  const fitted = mean.slice();
  const divisor = divisorOf(count, weights, ddof);
  const covariance = new Float64Array(scatter.length);
  for (let i = 0; i < scatter.length; i++) covariance[i] = scatter[i] / divisor;
  const previousMean = (previous ?? truth).mean;
  addMeanNoise(approximation, { count, mean: fitted, previousMean, thirdMomentSigns: () => thirdMomentSigns(rng) });
  return { mean: fitted, covariance };
}

function divisorOf(count: number, weights: WeightSums | undefined, ddof: 0 | 1): number {
  if (weights !== undefined) return ddof === 0 ? weights.sum : weights.sum - weights.squares / weights.sum;
  return count === Number.POSITIVE_INFINITY ? 1 : count - ddof;
}
