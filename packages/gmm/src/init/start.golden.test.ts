import { describe, expect, it } from 'vitest';
import { createWorkspace, type Workspace } from '../em/workspace.js';
import type { CovarianceType } from '../options.js';
import { summarise } from '../summarise.js';
import { kMeans } from './k-means.js';
import golden from './start.golden.json' with { type: 'json' };
import { startFromClusters, startFromPoints } from './start.js';

const TYPES: readonly CovarianceType[] = ['full', 'tied', 'diagonal', 'spherical'];

interface Made {
  readonly weights: readonly number[];
  readonly means: readonly number[];
  readonly covariances: readonly number[];
}

/**
 * To 1e-10, and for covariances 20 * 2^-52 of the largest x^2: their sum r x^2 / n - m^2 around one point leaves 10 * 2^-52 x^2
 * (and rounding) where there is no variance.
 */
function expectMade(workspace: Workspace, made: Made, points: readonly number[], where: string): void {
  for (const name of ['weights', 'means', 'covariances'] as const) {
    const scale = Math.max(...made[name].map(Math.abs));
    const left = name === 'covariances' ? 20 * Number.EPSILON * Math.max(...points.map(Math.abs)) ** 2 : 0;
    made[name].forEach((value, i) => {
      expect(Math.abs(workspace[name][i] - value), `${where}: ${name}[${i}]`).toBeLessThan(1e-10 * scale + left);
    });
  }
}

describe(`starts are those of scikit-learn ${golden.versions['scikit-learn']}`, () => {
  it.each(golden.cases)('$name', ({ dimension, regCovar, points, centres, kMeans: theirs, fromClusters, places, fromPlaces }) => {
    const data = { count: points.length / dimension, points: Float64Array.from(points) };
    const components = places.length;
    const summary = summarise(data, dimension);
    const clusters = kMeans(data, Float64Array.from(centres), dimension, summary.meanVariance);
    expect(Array.from(clusters.labels)).toEqual(theirs.labels);
    expect(clusters.iterations).toBe(theirs.iterations);
    clusters.centres.forEach((centre, i) => {
      expect(centre).toBeCloseTo(theirs.centres[i], 10);
    });
    for (const type of TYPES) {
      const workspace = createWorkspace(components, dimension);
      startFromClusters(data, summary, type, regCovar, workspace, clusters);
      expectMade(workspace, fromClusters[type as keyof typeof fromClusters], points, `clusters, ${type}`);
      startFromPoints(data, summary, type, regCovar, workspace, places);
      expectMade(workspace, fromPlaces[type as keyof typeof fromPlaces], points, `points, ${type}`);
    }
  });
});
