import type { DataSpace } from '../contracts/data-space.js';
import { drawFromParts } from '../random/draw-from-parts.js';

/** Points as they were drawn; their order carries no meaning. */
export interface PointSet {
  readonly count: number;
  /** count * dimension, row-major: one point after the other. */
  readonly points: Float64Array;
  /** How much each point counts in a fit, positive, length count; absent: 1 each. */
  readonly weights?: Float64Array;
}

/**
 * What the loop may do with sets of points. Points without weights count 1 each beside weighted ones; a set none of whose parts
 * has weights has none.
 */
export function pointSpace(dimension: number): DataSpace<PointSet> {
  return {
    size: ({ count }) => count,
    concat: (parts) => {
      if (parts.length === 1) return parts[0];
      const all = emptySet(parts, total(parts), dimension);
      let end = 0;
      for (const { count, points, weights } of parts) {
        all.points.set(points, end * dimension);
        if (weights !== undefined) all.weights!.set(weights, end);
        end += count;
      }
      return all;
    },
    subset: (parts, count, replacement, rng) => {
      const drawn = emptySet(parts, count, dimension);
      const sizes = parts.map((part) => part.count);
      drawFromParts(rng, sizes, count, replacement, (i, part, index) => copyPoint(parts[part], index, drawn, i, dimension));
      return drawn;
    },
    pick: (data, places) => {
      const picked = emptySet([data], places.length, dimension);
      for (let i = 0; i < places.length; i++) copyPoint(data, places[i], picked, i, dimension);
      return picked;
    },
    weighted: ({ count, points, weights }, weight) => {
      if (!(weight > 0 && weight < Number.POSITIVE_INFINITY)) {
        throw new RangeError(`weighted: expected a positive finite weight, found ${weight}`);
      }
      return { count, points, weights: weights?.map((own) => own * weight) ?? new Float64Array(count).fill(weight) };
    },
  };
}

function total(parts: readonly PointSet[]): number {
  return parts.reduce((sum, { count }) => sum + count, 0);
}

/** Room for `count` points of these parts; weights of 1, if any part has weights. */
function emptySet(parts: readonly PointSet[], count: number, dimension: number): PointSet {
  const points = new Float64Array(count * dimension);
  if (parts.every(({ weights }) => weights === undefined)) return { count, points };
  return { count, points, weights: new Float64Array(count).fill(1) };
}

function copyPoint(from: PointSet, index: number, to: PointSet, place: number, dimension: number): void {
  for (let j = 0; j < dimension; j++) to.points[place * dimension + j] = from.points[index * dimension + j];
  if (from.weights !== undefined) to.weights![place] = from.weights[index];
}
