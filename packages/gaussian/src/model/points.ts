import { type DataSpace, drawFromParts, fillNormal, type Rng } from '@collapse-bench/core';
import type { PointSet } from '../data.js';
import { semidefiniteCholesky } from './semidefinite-cholesky.js';

export function pointSpace(dimension: number): DataSpace<PointSet> {
  return {
    size: ({ count }) => count,
    concat: (parts) => {
      if (parts.length === 1) return parts[0];
      const count = parts.reduce((sum, part) => sum + part.count, 0);
      const points = new Float64Array(count * dimension);
      let offset = 0;
      for (const part of parts) {
        points.set(part.points, offset);
        offset += part.points.length;
      }
      return { count, points };
    },
    subset: (parts, count, replacement, rng) => {
      const sizes = parts.map((part) => part.count);
      const out = new Float64Array(count * dimension);
      drawFromParts(rng, sizes, count, replacement, (i, part, index) => {
        const { points } = parts[part];
        for (let j = 0; j < dimension; j++) out[i * dimension + j] = points[index * dimension + j];
      });
      return { count, points: out };
    },
  };
}

/** `count` draws from N(mean, factor * covariance). */
export function drawPoints(count: number, mean: Float64Array, covariance: Float64Array, factor: number, rng: Rng): PointSet {
  const dimension = mean.length;
  const points = new Float64Array(count * dimension);
  if (dimension === 1) {
    fillNormal(rng, points, mean[0], Math.sqrt(factor * covariance[0]));
    return { count, points };
  }
  const root = semidefiniteCholesky(covariance, dimension, factor);
  fillNormal(rng, points, 0, 1);
  for (let row = 0; row < points.length; row += dimension) {
    // In place: coordinate i needs the deviates up to i, so from the last one down.
    for (let i = dimension - 1; i >= 0; i--) {
      let sum = mean[i];
      for (let j = 0; j <= i; j++) sum += root[i * dimension + j] * points[row + j];
      points[row + i] = sum;
    }
  }
  return { count, points };
}
