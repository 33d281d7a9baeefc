import type { PointSet } from '@collapse-bench/core';
import { squaredDistances } from './squared-distances.js';

/** scikit-learn's defaults. */
const MAX_ITERATIONS = 300;
const TOLERANCE = 1e-4;
const BLOCK = 256;

export interface Clusters {
  /** Cluster of each point; length count. */
  readonly labels: Uint8Array;
  /** k*d. */
  readonly centres: Float64Array;
  /** Rounds of assigning and averaging. */
  readonly iterations: number;
}

/**
 * Lloyd's algorithm (Lloyd 1982) with scikit-learn's rules: it ends when no point changes its cluster or when the squared shifts
 * of the centres add up to at most 1e-4 times the mean variance of a coordinate, after which the points are assigned once
 * more, or after 300 rounds. An empty cluster takes over the point that is farthest from its centre.
 *
 * @param start k*d centres, k <= 256
 * @param meanVariance of the coordinates
 */
export function kMeans(data: PointSet, start: Float64Array, dimension: number, meanVariance: number): Clusters {
  const { count, points } = data;
  const clusters = start.length / dimension;
  const labels = new Uint8Array(count);
  const centres = start.slice();
  const sums = new Float64Array(start.length);
  const masses = new Float64Array(clusters);
  const distances = new Float64Array(clusters * BLOCK);
  const tolerance = TOLERANCE * meanVariance;
  for (let iterations = 1; ; iterations++) {
    const changed = assign(points, count, centres, dimension, labels, distances);
    // The first round has no labels to compare with.
    if (changed === 0 && iterations > 1) return { labels, centres, iterations };
    addUp(data, labels, dimension, sums, masses);
    if (masses.includes(0)) relocate(data, labels, centres, dimension, sums, masses);
    let shift = 0;
    for (let cluster = 0; cluster < clusters; cluster++) {
      // Without a point far away to take over, an empty cluster stays where it is.
      if (masses[cluster] === 0) continue;
      for (let at = cluster * dimension; at < (cluster + 1) * dimension; at++) {
        const centre = sums[at] / masses[cluster];
        const move = centre - centres[at];
        shift += move * move;
        centres[at] = centre;
      }
    }
    if (shift <= tolerance || iterations === MAX_ITERATIONS) {
      assign(points, count, centres, dimension, labels, distances);
      return { labels, centres, iterations };
    }
  }
}

/** Labels every point with the nearest centre, the first of equals; returns how many labels are new. */
function assign(
  points: Float64Array,
  count: number,
  centres: Float64Array,
  dimension: number,
  labels: Uint8Array,
  distances: Float64Array,
): number {
  const clusters = centres.length / dimension;
  let changed = 0;
  for (let start = 0; start < count; start += BLOCK) {
    const size = Math.min(BLOCK, count - start);
    for (let j = 0; j < clusters; j++) squaredDistances(points, start, size, centres, j, dimension, distances, j * BLOCK);
    for (let i = 0; i < size; i++) {
      let nearest = 0;
      let least = distances[i];
      for (let j = 1; j < clusters; j++) {
        const distance = distances[j * BLOCK + i];
        if (distance < least) {
          least = distance;
          nearest = j;
        }
      }
      changed += labels[start + i] === nearest ? 0 : 1;
      labels[start + i] = nearest;
    }
  }
  return changed;
}

/** Weighted sums of the points of each cluster, and the weights'. */
function addUp(
  { points, count, weights }: PointSet,
  labels: Uint8Array,
  dimension: number,
  sums: Float64Array,
  masses: Float64Array,
): void {
  sums.fill(0);
  masses.fill(0);
  if (dimension === 2 && weights === undefined) {
    for (let i = 0; i < count; i++) {
      const cluster = labels[i];
      masses[cluster]++;
      sums[2 * cluster] += points[2 * i];
      sums[2 * cluster + 1] += points[2 * i + 1];
    }
    return;
  }
  for (let i = 0, at = 0; i < count; i++, at += dimension) {
    const weight = weights === undefined ? 1 : weights[i];
    const cluster = labels[i];
    const to = cluster * dimension;
    masses[cluster] += weight;
    for (let a = 0; a < dimension; a++) sums[to + a] += weight * points[at + a];
  }
}

/** Gives every empty cluster the point that is farthest from the centre it belongs to, each point once. */
function relocate(
  { points, count, weights }: PointSet,
  labels: Uint8Array,
  centres: Float64Array,
  dimension: number,
  sums: Float64Array,
  masses: Float64Array,
): void {
  const distances = new Float64Array(count);
  for (let i = 0; i < count; i++) squaredDistances(points, i, 1, centres, labels[i], dimension, distances, i);
  for (let empty = 0; empty < masses.length; empty++) {
    if (masses[empty] > 0) continue;
    let farthest = 0;
    for (let i = 1; i < count; i++) if (distances[i] > distances[farthest]) farthest = i;
    if (!(distances[farthest] > 0)) return;
    const weight = weights === undefined ? 1 : weights[farthest];
    const from = labels[farthest];
    for (let a = 0; a < dimension; a++) {
      const share = weight * points[farthest * dimension + a];
      sums[from * dimension + a] -= share;
      sums[empty * dimension + a] = share;
    }
    masses[from] -= weight;
    masses[empty] = weight;
    distances[farthest] = -1;
  }
}
