import { meanAndScatter, type PointSet } from '@collapse-bench/core';
import type { Bandwidth } from '../options.js';
import type { KdeParams } from '../params.js';
import { kernelRule } from './bandwidth.js';

/**
 * A Gaussian kernel density estimate of the points. With weights w that add up to 1, mean m = sum w x, spread
 * B = sum w (x - m)(x - m)', effective size 1 / sum w^2 and S = B / (1 - sum w^2), all as `scipy.stats.gaussian_kde`;
 * without weights S divides by n - 1.
 *
 * @throws RangeError for no points, fewer than two under a rule of thumb, weights without a positive finite sum, and
 *   values that are not finite
 */
export function fitKde({ count, points, weights }: PointSet, bandwidth: Bandwidth, dimension: number): KdeParams {
  const least = bandwidth.kind === 'fixed' ? 1 : 2;
  if (!(count >= least)) throw new RangeError(`fitKde: expected at least ${least} points, found ${count}`);
  const shares = weights && normalised(weights);
  const { mean, spread } = shares === undefined ? plainMoments(points, dimension) : weightedMoments(points, shares, dimension);
  for (const value of [...mean, ...spread]) {
    if (!Number.isFinite(value)) throw new RangeError(`fitKde: expected finite points of finite variance, found ${value}`);
  }
  const concentration = shares === undefined ? 1 / count : shares.reduce((sum, share) => sum + share * share, 0);
  if (!(concentration < 1) && least > 1) {
    throw new RangeError('fitKde: expected at least 2 points of positive weight, found one');
  }
  const { factorSquared, fixedVariance } = kernelRule(bandwidth, 1 / concentration, dimension);
  const kernel = new Float64Array(dimension * dimension);
  if (factorSquared > 0) {
    for (let i = 0; i < kernel.length; i++) kernel[i] = (factorSquared * spread[i]) / (1 - concentration);
  }
  for (let i = 0; i < dimension; i++) kernel[i * dimension + i] += fixedVariance;
  const covariance = kernel.map((value, i) => value + spread[i]);
  const estimate = { points, kernel, mean, covariance };
  return shares === undefined ? estimate : { ...estimate, weights: shares };
}

function normalised(weights: Float64Array): Float64Array {
  let total = 0;
  for (const weight of weights) {
    if (!(weight >= 0)) throw new RangeError(`fitKde: expected weights of at least 0, found ${weight}`);
    total += weight;
  }
  if (!(total > 0 && total < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`fitKde: expected weights with a positive finite sum, found ${total}`);
  }
  return weights.map((weight) => weight / total);
}

function plainMoments(points: Float64Array, dimension: number) {
  const { mean, scatter } = meanAndScatter(points, dimension);
  const count = points.length / dimension;
  return { mean, spread: scatter.map((value) => value / count) };
}

function weightedMoments(points: Float64Array, shares: Float64Array, dimension: number) {
  // Around the plain mean, so that an offset costs no digits.
  const origin = meanAndScatter(points, dimension).mean;
  const shift = new Float64Array(dimension);
  for (let p = 0; p < shares.length; p++) {
    for (let i = 0; i < dimension; i++) shift[i] += shares[p] * (points[p * dimension + i] - origin[i]);
  }
  const mean = origin.map((value, i) => value + shift[i]);
  const spread = new Float64Array(dimension * dimension);
  for (let p = 0; p < shares.length; p++) {
    const row = p * dimension;
    for (let i = 0; i < dimension; i++) {
      const weighted = shares[p] * (points[row + i] - mean[i]);
      for (let j = 0; j <= i; j++) spread[i * dimension + j] += weighted * (points[row + j] - mean[j]);
    }
  }
  for (let i = 0; i < dimension; i++) {
    for (let j = 0; j < i; j++) spread[j * dimension + i] = spread[i * dimension + j];
  }
  return { mean, spread };
}
