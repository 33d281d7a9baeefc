import {
  chiSquareQuantile,
  type DataSpace,
  drawFromParts,
  fillNormal,
  normal,
  type Rng,
  semidefiniteCholesky,
} from '@collapse-bench/core';
import type { PointSet } from '../data.js';

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
      const weights = parts.some((part) => part.weights) ? parts.flatMap(weightList) : undefined;
      return weights === undefined ? { count, points } : { count, points, weights: Float64Array.from(weights) };
    },
    subset: (parts, count, replacement, rng) => {
      const sizes = parts.map((part) => part.count);
      const out = new Float64Array(count * dimension);
      const weights = parts.some((part) => part.weights) ? new Float64Array(count) : undefined;
      drawFromParts(rng, sizes, count, replacement, (i, part, index) => {
        const { points } = parts[part];
        for (let j = 0; j < dimension; j++) out[i * dimension + j] = points[index * dimension + j];
        if (weights !== undefined) weights[i] = parts[part].weights?.[index] ?? 1;
      });
      return weights === undefined ? { count, points: out } : { count, points: out, weights };
    },
    pick: ({ points, weights }, places) => {
      const count = places.length;
      const out = new Float64Array(count * dimension);
      for (let i = 0; i < count; i++) {
        for (let j = 0; j < dimension; j++) out[i * dimension + j] = points[places[i] * dimension + j];
      }
      if (weights === undefined) return { count, points: out };
      return { count, points: out, weights: Float64Array.from(places, (place) => weights[place]) };
    },
    weighted: ({ count, points, weights }, weight) => ({
      count,
      points,
      weights: weights?.map((own) => own * weight) ?? new Float64Array(count).fill(weight),
    }),
  };
}

function weightList({ count, weights }: PointSet): number[] {
  return weights === undefined ? new Array<number>(count).fill(1) : [...weights];
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

/**
 * `count` draws from N(mean, factor * covariance) within the smallest region that holds a mass of it, an ellipsoid:
 * standard normal vectors are drawn until one is short enough, 1/mass times on average.
 */
export function drawCentralPoints(
  count: number,
  mean: Float64Array,
  covariance: Float64Array,
  factor: number,
  mass: number,
  rng: Rng,
): PointSet {
  const dimension = mean.length;
  const edge = chiSquareQuantile(mass, dimension);
  const root = semidefiniteCholesky(covariance, dimension, factor);
  const points = new Float64Array(count * dimension);
  const deviates = new Float64Array(dimension);
  for (let row = 0; row < points.length; row += dimension) {
    let squared: number;
    do {
      squared = 0;
      for (let i = 0; i < dimension; i++) {
        deviates[i] = normal(rng);
        squared += deviates[i] * deviates[i];
      }
    } while (squared > edge);
    for (let i = 0; i < dimension; i++) {
      let sum = mean[i];
      for (let j = 0; j <= i; j++) sum += root[i * dimension + j] * deviates[j];
      points[row + i] = sum;
    }
  }
  return { count, points };
}
