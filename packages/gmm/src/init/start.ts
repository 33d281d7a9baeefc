import { type PointSet, type Rng, sampleWithoutReplacement, uniform } from '@collapse-bench/core';
import { accumulate, clearSums } from '../em/accumulate.js';
import { maximise } from '../em/maximise.js';
import { BLOCK, type Workspace } from '../em/workspace.js';
import type { CovarianceType } from '../options.js';
import type { GmmParams } from '../params.js';
import type { DataSummary } from '../summarise.js';
import { type Clusters, kMeans } from './k-means.js';
import { kMeansPlusPlus } from './k-means-plus-plus.js';

/** The M step on given responsibilities, `fill` writing those of a block; the means in the workspace are what sums are taken about. */
function fromResponsibilities(
  data: PointSet,
  { totalWeight }: DataSummary,
  covariance: CovarianceType,
  regCovar: number,
  workspace: Workspace,
  fill: (start: number, size: number) => void,
): void {
  const { points, count, weights } = data;
  const { components, block } = workspace;
  clearSums(workspace);
  for (let start = 0; start < count; start += BLOCK) {
    const size = Math.min(BLOCK, count - start);
    fill(start, size);
    for (let j = 0; j < components; j++) {
      if (weights !== undefined) for (let i = 0; i < size; i++) block[j * BLOCK + i] *= weights[start + i];
      accumulate(points, start, size, j, workspace);
    }
  }
  maximise(workspace, covariance, regCovar, totalWeight);
}

/** Each component is one cluster of k-means, seeded by k-means++. */
export function startFromKMeans(
  data: PointSet,
  summary: DataSummary,
  covariance: CovarianceType,
  regCovar: number,
  workspace: Workspace,
  rng: Rng,
): void {
  const { components, dimension } = workspace;
  const seeds = new Float64Array(components * dimension);
  kMeansPlusPlus(data, components, dimension, rng).forEach((place, j) => {
    seeds.set(data.points.subarray(place * dimension, (place + 1) * dimension), j * dimension);
  });
  startFromClusters(data, summary, covariance, regCovar, workspace, kMeans(data, seeds, dimension, summary.meanVariance));
}

/** Each component is one cluster. */
export function startFromClusters(
  data: PointSet,
  summary: DataSummary,
  covariance: CovarianceType,
  regCovar: number,
  workspace: Workspace,
  { labels, centres }: Clusters,
): void {
  const { components, means, block } = workspace;
  means.set(centres);
  fromResponsibilities(data, summary, covariance, regCovar, workspace, (start, size) => {
    for (let j = 0; j < components; j++) {
      for (let i = 0; i < size; i++) block[j * BLOCK + i] = labels[start + i] === j ? 1 : 0;
    }
  });
}

/** Every point is shared out at random: uniform numbers, rescaled to a sum of 1. */
export function startFromRandomResponsibilities(
  data: PointSet,
  summary: DataSummary,
  covariance: CovarianceType,
  regCovar: number,
  workspace: Workspace,
  rng: Rng,
): void {
  const { components, dimension, means, block } = workspace;
  for (let j = 0; j < components; j++) means.set(summary.mean, j * dimension);
  fromResponsibilities(data, summary, covariance, regCovar, workspace, (_, size) => {
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let j = 0; j < components; j++) {
        block[j * BLOCK + i] = uniform(rng);
        sum += block[j * BLOCK + i];
      }
      for (let j = 0; j < components; j++) block[j * BLOCK + i] /= sum;
    }
  });
}

/** Each component is one point: what scikit-learn makes of 'k-means++' and 'random_from_data'. */
export function startFromPoints(
  data: PointSet,
  summary: DataSummary,
  covariance: CovarianceType,
  regCovar: number,
  workspace: Workspace,
  places: ArrayLike<number>,
): void {
  const { components, dimension, means, mass, second } = workspace;
  clearSums(workspace);
  for (let j = 0; j < components; j++) {
    for (let a = 0; a < dimension; a++) means[j * dimension + a] = data.points[places[j] * dimension + a];
    mass[j] = data.weights === undefined ? 1 : data.weights[places[j]];
  }
  if (covariance === 'tied') addWholeScatter(data, means, mass, second, dimension);
  maximise(workspace, covariance, regCovar, summary.totalWeight);
}

/**
 * scikit-learn's tied estimator takes sum x x' over ALL points, though these responsibilities hold k points alone, so its first
 * covariance is the whole scatter over k: about N/k times too wide. The same is done here, by adding the difference of
 * sum x x' and sum_j x_j x_j' to the first component's sum.
 */
function addWholeScatter(
  { points, count, weights }: PointSet,
  means: Float64Array,
  mass: Float64Array,
  second: Float64Array,
  dimension: number,
): void {
  for (let i = 0; i < count; i++) {
    const weight = weights === undefined ? 1 : weights[i];
    for (let a = 0; a < dimension; a++) {
      for (let b = 0; b <= a; b++) {
        second[a * dimension + b] += weight * points[i * dimension + a] * points[i * dimension + b];
      }
    }
  }
  mass.forEach((held, j) => {
    for (let a = 0; a < dimension; a++) {
      for (let b = 0; b <= a; b++) {
        second[a * dimension + b] -= held * means[j * dimension + a] * means[j * dimension + b];
      }
    }
  });
}

/** k different points, uniformly. */
export function randomPlaces(data: PointSet, components: number, rng: Rng): ArrayLike<number> {
  return sampleWithoutReplacement(rng, data.count, components);
}

/** Where the generation before ended. */
export function startFromPrevious(previous: GmmParams, workspace: Workspace): void {
  workspace.weights.set(previous.weights);
  workspace.means.set(previous.means);
  workspace.covariances.set(previous.covariances);
}
