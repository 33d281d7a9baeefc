import { type PointSet, streamAt, streamKey } from '@collapse-bench/core';
import { type GmmOptions, type GmmParams, gmm } from '@collapse-bench/gmm';
import type { Comparison, Side } from '../comparison.js';

const blob = (weight: number, at: number) => ({
  weight,
  mean: [at, at],
  covariance: [
    [1, 0],
    [0, 1],
  ],
});

/** The released code's settings: two components with full covariances fitted to one blob, started from k-means. */
const options: GmmOptions = {
  dimension: 2,
  components: 2,
  covariance: 'full',
  tol: 1e-5,
  maxIterations: 2000,
  regCovar: 1e-6,
  initialisation: 'k-means',
  starts: 1,
  real: { kind: 'mixture', components: [blob(1, 0)] },
};

/** Two modes at +-4: k-means finds them and EM stops at once. */
const bimodal: GmmOptions = {
  ...options,
  real: { kind: 'mixture', components: [blob(0.5, -4), blob(0.5, 4)] },
};

/** One generation of Section 5.1: draw N points, fit the next mixture, under the same stopping rule. */
export const gmmComparison: Comparison = {
  name: 'gmm',
  title: 'a mixture of two refitted by EM (GaussianMixture, tol 1e-5, k-means start)',
  rows: [
    {
      name: 'one blob, N = 1,000, 20 generations',
      unit: 'samples',
      work: 20 * 1000,
      ours: () => generations(options, 1000, 20),
      peer: 'gmm-blob-1000',
      tolerance: 0.4,
      target: 15,
      note: 'iterations vary with the sample, so both sides fit twenty',
    },
    {
      name: 'two modes, N = 1,000',
      unit: 'samples',
      work: 1000,
      ours: () => generations(bimodal, 1000, 1),
      peer: 'gmm-modes-1000',
      tolerance: 2.5,
      target: 15,
    },
    {
      name: 'one blob, N = 200,000',
      unit: 'samples',
      work: 200_000,
      ours: () => generations(options, 200_000, 1),
      peer: 'gmm-blob-200000',
      tolerance: 0.05,
      target: 2,
    },
  ],
};

/** Samples the real distribution every time, so that a chain of runs does not wander off. */
function generations(of: GmmOptions, count: number, repeats: number): Side {
  const { model, source } = gmm.create(of);
  const rng = streamAt(streamKey(1, 'peers/gmm'), 0);
  let data: PointSet;
  let params: GmmParams | undefined;
  return {
    run: () => {
      for (let i = 0; i < repeats; i++) {
        data = source.sample(count, rng);
        params = (model.fit({ data }, rng, undefined) as { params: GmmParams }).params;
      }
    },
    // Total variance of the mixture: what every M step keeps.
    agree: () => totalVariance(params!),
  };
}

function totalVariance({ weights, means, covariances }: GmmParams): number {
  let total = 0;
  for (let axis = 0; axis < 2; axis++) {
    let mean = 0;
    let second = 0;
    for (let j = 0; j < weights.length; j++) {
      const m = means[2 * j + axis];
      mean += weights[j] * m;
      second += weights[j] * (covariances[4 * j + 3 * axis] + m * m);
    }
    total += second - mean * mean;
  }
  return total;
}
