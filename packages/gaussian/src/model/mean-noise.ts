import type { Approximation } from '../options.js';

/** What the noise of one fit may depend on. */
export interface NoiseInput {
  /** M_i. */
  readonly count: number;
  /** The sample mean, to which the noise is added in place. */
  readonly mean: Float64Array;
  /** mu_i of the model that was sampled; of the first fit: the real mean. */
  readonly previousMean: Float64Array;
  /** Signs, each -1 or 1, of the third central moments of the whitened sample, one a dimension. */
  readonly thirdMomentSigns: () => Float64Array;
}

/**
 * Adds eps_{i+1} of Eq. 6, mu_{i+1} = sample mean + eps_{i+1}, to the mean.
 *
 * `orthogonal-noise` (Assumptions 1 to 3): eps = magnitude/sqrt(M_i N) times the signs of the third central moments of the
 * whitened sample. The whitened sample is independent of mean and scatter (Basu 1955) and its law does not change when an
 * axis is turned round, so the signs are N fair coins: E eps = 0, Cov(eps, T) = 0, and eps is a function of the data alone.
 *
 * `bounded-noise` (Assumption 3* of A.2): eps = -(K/M_i) (mean - mu_i)/|mean - mu_i|, of length K/M_i and as much against
 * the sample mean's own deviation T as can be. It is odd in T, whose law given the model is symmetric, so E eps = 0
 * (Assumption 1) stands. It needs mu_i, which A.2's bound allows.
 */
export function addMeanNoise(approximation: Approximation, input: NoiseInput): void {
  if (approximation.kind === 'exact') return;
  const { count, mean, previousMean } = input;
  const dimension = mean.length;
  if (approximation.kind === 'orthogonal-noise') {
    const length = approximation.magnitude / Math.sqrt(count * dimension);
    const signs = input.thirdMomentSigns();
    for (let i = 0; i < dimension; i++) mean[i] += length * signs[i];
    return;
  }
  let squared = 0;
  for (let i = 0; i < dimension; i++) squared += (mean[i] - previousMean[i]) * (mean[i] - previousMean[i]);
  if (squared === 0) return;
  const scale = approximation.magnitude / (count * Math.sqrt(squared));
  for (let i = 0; i < dimension; i++) mean[i] -= scale * (mean[i] - previousMean[i]);
}
