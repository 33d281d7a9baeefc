import {
  fillNormal,
  gaussianVendi,
  type KnnManifold,
  knnManifold,
  mmdSquared,
  nearestSquaredDistances,
  type Rng,
  randomDirections,
  slicedW2Squared,
  streamAt,
  streamKey,
} from '@collapse-bench/core';
import type { Comparison, Side } from '../comparison.js';

const SAMPLES = 1000;
const VENDI_SAMPLES = 500;
const TRAINING = 100_000;
const DIRECTIONS = 100;
const NEIGHBOURS = 5;
const BANDWIDTH = 1.5;

/** Two normal clouds in the plane, the second a unit to the side. */
export const pointsMetricsComparison: Comparison = {
  name: 'points-metrics',
  title: 'distances between two clouds of points in the plane (numpy, scipy.spatial)',
  rows: [
    {
      name: 'sliced W2^2, 100 directions',
      unit: 'points',
      work: 2 * SAMPLES,
      ours: () => side((a, b, rng) => slicedW2Squared(a, b, 2, randomDirections(DIRECTIONS, 2, rng))),
      peer: 'sliced-w2',
      tolerance: 0.4,
    },
    {
      name: 'MMD^2, Gaussian kernel',
      unit: 'pairs',
      work: 4 * SAMPLES * SAMPLES,
      ours: () => side((a, b) => mmdSquared(a, b, 2, BANDWIDTH).unbiased),
      peer: 'mmd',
      tolerance: 0.1,
    },
    {
      name: 'precision, recall, density, coverage',
      unit: 'pairs',
      work: 3 * SAMPLES * SAMPLES,
      ours: () => side((a, b) => sum(knnManifold(a, b, 2, NEIGHBOURS))),
      peer: 'knn-manifold',
      tolerance: 0.4,
    },
    {
      name: 'Vendi score of 500',
      unit: 'points',
      work: VENDI_SAMPLES,
      ours: () => side((a) => gaussianVendi(a.subarray(0, 2 * VENDI_SAMPLES), 2, BANDWIDTH)),
      peer: 'vendi',
      tolerance: 0.8,
    },
    {
      name: 'nearest of 100,000 for each of 1000',
      unit: 'points',
      work: TRAINING,
      ours: () => {
        const training = cloud(streamAt(streamKey(1, 'peers/points-metrics'), 1), TRAINING, 0);
        return side((_, b) => mean(nearestSquaredDistances(b, training, 2)));
      },
      peer: 'nearest',
      tolerance: 0.002,
      note: 'both build their tree anew',
    },
  ],
};

function side(measure: (a: Float64Array, b: Float64Array, rng: Rng) => number): Side {
  const rng = streamAt(streamKey(1, 'peers/points-metrics'), 0);
  const [a, b] = [cloud(rng, SAMPLES, 0), cloud(rng, SAMPLES, 1)];
  let value = Number.NaN;
  return {
    run: () => {
      value = measure(a, b, rng);
    },
    agree: () => value,
  };
}

function cloud(rng: Rng, count: number, shift: number): Float64Array {
  const points = new Float64Array(2 * count);
  fillNormal(rng, points);
  for (let i = 0; i < points.length; i += 2) points[i] += shift;
  return points;
}

function sum({ precision, recall, density, coverage }: KnnManifold): number {
  return precision + recall + density + coverage;
}

function mean(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total / values.length;
}
