import { ln } from '@collapse-bench/core';
import { type Cells, cellsOfPoints, sumOverCells } from './cells.js';
import { logSumNearest } from './nearest.js';

/** ln(2 pi) / 2. */
const HALF_LN_TWO_PI = 0.9189385332046728;

/**
 * ln of (1/h) sum_i w_i phi((x - x_i)/h) on the line, exact to 1e-12: by Hermite series of cells of points (the fast Gauss
 * transform, Greengard and Strain 1991) wherever their error bound allows it, else by the sum over the points in reach.
 *
 * @param points Float64Array[n], in any order
 * @param weights Float64Array[n] that adds up to 1, or undefined for 1/n each
 * @param bandwidth h, positive
 */
export function logDensityOnLine(
  points: Float64Array,
  weights: Float64Array | undefined,
  bandwidth: number,
): (x: number) => number {
  const { places, shares, origin } = sortedPlaces(points, weights, bandwidth);
  const cells: Cells = cellsOfPoints(places, shares);
  const constant = -HALF_LN_TWO_PI - ln(bandwidth);
  return (x) => {
    const at = (x - origin) / bandwidth;
    const sum = sumOverCells(cells, places, shares, at);
    return constant + (sum === undefined ? logSumNearest(places, shares, at) : ln(sum));
  };
}

/** Points of positive weight in ascending order, in bandwidths from the lowest one. */
function sortedPlaces(points: Float64Array, weights: Float64Array | undefined, bandwidth: number) {
  if (weights === undefined) {
    const sorted = points.slice().sort();
    const origin = sorted[0];
    const shares = new Float64Array(sorted.length).fill(1 / sorted.length);
    for (let i = 0; i < sorted.length; i++) sorted[i] = (sorted[i] - origin) / bandwidth;
    return { places: sorted, shares, origin };
  }
  const order = Uint32Array.from(points.keys())
    .filter((i) => weights[i] > 0)
    .sort((a, b) => points[a] - points[b]);
  const origin = points[order[0]];
  const places = Float64Array.from(order, (i) => (points[i] - origin) / bandwidth);
  return { places, shares: Float64Array.from(order, (i) => weights[i]), origin };
}
