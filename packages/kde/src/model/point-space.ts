import { type DataSpace, drawFromParts } from '@collapse-bench/core';
import type { PointSet } from '../data.js';

export function pointSpace(dimension: number): DataSpace<PointSet> {
  return {
    size: ({ count }) => count,
    concat: (parts) => (parts.length === 1 ? parts[0] : concat(parts, dimension)),
    subset: (parts, count, replacement, rng) => {
      const points = new Float64Array(count * dimension);
      const weights = anyWeights(parts) ? new Float64Array(count) : undefined;
      const sizes = parts.map((part) => part.count);
      drawFromParts(rng, sizes, count, replacement, (i, part, index) => copyPoint(parts[part], index, i, points, weights));
      return pointSet(count, points, weights);
    },
    pick: (data, places) => {
      const points = new Float64Array(places.length * dimension);
      const weights = data.weights && new Float64Array(places.length);
      for (let i = 0; i < places.length; i++) copyPoint(data, places[i], i, points, weights);
      return pointSet(places.length, points, weights);
    },
    weighted: ({ count, points, weights }, weight) => ({
      count,
      points,
      weights: weights === undefined ? new Float64Array(count).fill(weight) : weights.map((old) => weight * old),
    }),
  };

  function copyPoint(from: PointSet, index: number, to: number, points: Float64Array, weights?: Float64Array): void {
    for (let j = 0; j < dimension; j++) points[to * dimension + j] = from.points[index * dimension + j];
    if (weights !== undefined) weights[to] = from.weights?.[index] ?? 1;
  }
}

function concat(parts: readonly PointSet[], dimension: number): PointSet {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const points = new Float64Array(count * dimension);
  const weights = anyWeights(parts) ? new Float64Array(count).fill(1) : undefined;
  let end = 0;
  for (const part of parts) {
    points.set(part.points, end * dimension);
    if (part.weights !== undefined) weights!.set(part.weights, end);
    end += part.count;
  }
  return pointSet(count, points, weights);
}

function anyWeights(parts: readonly PointSet[]): boolean {
  return parts.some(({ weights }) => weights !== undefined);
}

function pointSet(count: number, points: Float64Array, weights: Float64Array | undefined): PointSet {
  return weights === undefined ? { count, points } : { count, points, weights };
}
