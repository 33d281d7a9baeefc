import { createKdTree, nearestSquaredDistance } from './kd-tree.js';
import { pointCount, squaredDistanceTile, TILE } from './squared-distances.js';

/** Up to here a tree leaves out most of the points; beyond, its boxes are all near each other. */
const TREE_DIMENSIONS = 8;

/** Fewer points are looked through faster than a tree is built. */
const TREE_FROM = 128;

/**
 * Squared distance of every point to its k-th nearest neighbour in the same cloud, itself left out; a second point at the
 * same place is a neighbour at distance 0. Ties count each. n^2 / 2 distances by tiles, O(n k) memory.
 *
 * @param points Float64Array[n * dimension], row-major, n > k, without NaN
 * @param k a positive integer
 * @returns Float64Array[n], in squared units of the data
 * @throws RangeError when there are k points or fewer, the length does not fit, or k is not a positive integer
 */
export function kthNeighbourSquaredDistances(points: Float64Array, dimension: number, k: number): Float64Array {
  const n = pointCount('points', points, dimension);
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`k: expected a positive integer, found ${k}`);
  if (n <= k) throw new RangeError(`points: expected more than k = ${k}, found ${n}`);
  // Row i: the k smallest so far, ascending.
  const nearest = new Float64Array(n * k).fill(Number.POSITIVE_INFINITY);
  const tile = new Float64Array(TILE * TILE);
  for (let iStart = 0; iStart < n; iStart += TILE) {
    const iEnd = Math.min(n, iStart + TILE);
    for (let jStart = 0; jStart <= iStart; jStart += TILE) {
      const jEnd = Math.min(n, jStart + TILE);
      squaredDistanceTile(points, points, dimension, iStart, iEnd, jStart, jEnd, tile);
      const width = jEnd - jStart;
      for (let i = iStart; i < iEnd; i++) {
        const row = (i - iStart) * width - jStart;
        const end = Math.min(jEnd, i);
        for (let j = jStart; j < end; j++) {
          const square = tile[row + j];
          if (square < nearest[i * k + k - 1]) insert(nearest, i * k, k, square);
          if (square < nearest[j * k + k - 1]) insert(nearest, j * k, k, square);
        }
      }
    }
  }
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) out[i] = nearest[i * k + k - 1];
  return out;
}

/** Puts `value` in its place among the k ascending values at `start`; the largest falls out. */
function insert(nearest: Float64Array, start: number, k: number, value: number): void {
  let at = start + k - 1;
  while (at > start && nearest[at - 1] > value) {
    nearest[at] = nearest[at - 1];
    at--;
  }
  nearest[at] = value;
}

/**
 * Squared distance of each query to the nearest point. By a k-d tree in up to 8 dimensions, O((n + m) log n) for clouds
 * that fill their space, and by tiles beyond or for few points, O(n m d); both give the same bits.
 *
 * @param queries Float64Array[m * dimension], row-major, without NaN
 * @param points Float64Array[n * dimension], without NaN
 * @returns Float64Array[m], in squared units of the data
 * @throws RangeError when a length does not fit the dimension
 */
export function nearestSquaredDistances(queries: Float64Array, points: Float64Array, dimension: number): Float64Array {
  const m = pointCount('queries', queries, dimension);
  const n = pointCount('points', points, dimension);
  const out = new Float64Array(m);
  if (dimension > TREE_DIMENSIONS || n < TREE_FROM) {
    nearestByTiles(queries, points, dimension, out);
    return out;
  }
  const tree = createKdTree(points, dimension);
  for (let i = 0; i < m; i++) out[i] = nearestSquaredDistance(tree, queries, i);
  return out;
}

/** As `nearestSquaredDistances`, by looking at every pair. */
export function nearestByTiles(queries: Float64Array, points: Float64Array, dimension: number, out: Float64Array): void {
  const m = out.length;
  const n = points.length / dimension;
  const tile = new Float64Array(TILE * TILE);
  out.fill(Number.POSITIVE_INFINITY);
  for (let iStart = 0; iStart < m; iStart += TILE) {
    const iEnd = Math.min(m, iStart + TILE);
    for (let jStart = 0; jStart < n; jStart += TILE) {
      const jEnd = Math.min(n, jStart + TILE);
      squaredDistanceTile(queries, points, dimension, iStart, iEnd, jStart, jEnd, tile);
      let at = 0;
      for (let i = iStart; i < iEnd; i++) {
        let least = out[i];
        for (let j = jStart; j < jEnd; j++, at++) if (tile[at] < least) least = tile[at];
        out[i] = least;
      }
    }
  }
}
