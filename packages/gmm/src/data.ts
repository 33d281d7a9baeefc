import { type DataSpace, drawFromParts } from '@collapse-bench/core';

/** Points as they were drawn; their order carries no meaning. */
export interface PointSet {
  readonly count: number;
  /** count * dimension, row-major: one point after the other. */
  readonly points: Float64Array;
  /** How much each point counts in a fit, positive, length count; absent: 1 each. */
  readonly weights?: Float64Array;
}

export function pointSpace(dimension: number): DataSpace<PointSet> {
  return {
    size: ({ count }) => count,
    concat: (parts) => {
      if (parts.length === 1) return parts[0];
      const count = parts.reduce((sum, part) => sum + part.count, 0);
      const points = new Float64Array(count * dimension);
      const weights = weightsLike(parts, count);
      let offset = 0;
      for (const part of parts) {
        points.set(part.points, offset * dimension);
        if (part.weights !== undefined) weights?.set(part.weights, offset);
        offset += part.count;
      }
      return { count, points, ...(weights && { weights }) };
    },
    subset: (parts, count, replacement, rng) => {
      const points = new Float64Array(count * dimension);
      const weights = weightsLike(parts, count);
      const sizes = parts.map((part) => part.count);
      drawFromParts(rng, sizes, count, replacement, (i, part, index) => {
        copyPoint(parts[part], index, points, weights, i, dimension);
      });
      return { count, points, ...(weights && { weights }) };
    },
    pick: (data, places) => {
      const count = places.length;
      const points = new Float64Array(count * dimension);
      const weights = weightsLike([data], count);
      for (let i = 0; i < count; i++) copyPoint(data, places[i], points, weights, i, dimension);
      return { count, points, ...(weights && { weights }) };
    },
    weighted: ({ count, points, weights }, weight) => {
      if (!(weight > 0 && weight < Number.POSITIVE_INFINITY)) {
        throw new RangeError(`weighted: expected a positive finite weight, found ${weight}`);
      }
      return { count, points, weights: weights?.map((old) => old * weight) ?? new Float64Array(count).fill(weight) };
    },
  };
}

/** Weights for `count` points taken from these parts, 1 each; undefined where no part has any. */
function weightsLike(parts: readonly PointSet[], count: number): Float64Array | undefined {
  return parts.some(({ weights }) => weights !== undefined) ? new Float64Array(count).fill(1) : undefined;
}

function copyPoint(
  from: PointSet,
  index: number,
  points: Float64Array,
  weights: Float64Array | undefined,
  to: number,
  dimension: number,
): void {
  for (let j = 0; j < dimension; j++) points[to * dimension + j] = from.points[index * dimension + j];
  if (weights !== undefined && from.weights !== undefined) weights[to] = from.weights[index];
}
