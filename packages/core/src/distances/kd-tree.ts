import { pointCount, squaredDistance } from './squared-distances.js';

/**
 * A balanced k-d tree (Bentley 1975; Friedman, Bentley and Finkel 1977) without pointers: the node of a range of more than
 * LEAF points is the point in its middle, with the lower half before and the upper half after it along one axis.
 */
export interface KdTree {
  readonly dimension: number;
  /** The cloud's points in the order of the tree, count * dimension. */
  readonly points: Float64Array;
  /** Of the node at each place: the axis that it splits; unused in leaves. */
  readonly axes: Uint8Array;
}

/** Points that are looked through one by one. */
const LEAF = 16;

/**
 * Builds a tree over a copy of the points, splitting the widest axis of each range at its median. O(n d log n).
 *
 * @param points Float64Array[n * dimension], row-major, without NaN
 * @param dimension from 1 to 255
 * @throws RangeError when the length does not fit or the dimension is out of range
 */
export function createKdTree(points: Float64Array, dimension: number): KdTree {
  const n = pointCount('points', points, dimension);
  if (dimension > 255) throw new RangeError(`dimension: expected at most 255, found ${dimension}`);
  const tree = { dimension, points: points.slice(), axes: new Uint8Array(n) };
  build(tree, 0, n);
  return tree;
}

function build(tree: KdTree, start: number, end: number): void {
  if (end - start <= LEAF) return;
  const axis = widestAxis(tree, start, end);
  const middle = (start + end) >> 1;
  select(tree, start, end - 1, middle, axis);
  tree.axes[middle] = axis;
  build(tree, start, middle);
  build(tree, middle + 1, end);
}

function widestAxis({ points, dimension }: KdTree, start: number, end: number): number {
  let widest = 0;
  let width = -1;
  for (let axis = 0; axis < dimension; axis++) {
    let low = points[start * dimension + axis];
    let high = low;
    for (let at = (start + 1) * dimension + axis; at < end * dimension; at += dimension) {
      const value = points[at];
      if (value < low) low = value;
      else if (value > high) high = value;
    }
    if (high - low > width) {
      width = high - low;
      widest = axis;
    }
  }
  return widest;
}

/** Hoare's selection: orders points low..high so that none before `place` is above it along the axis and none after below. */
function select({ points, dimension }: KdTree, low: number, high: number, place: number, axis: number): void {
  let left = low;
  let right = high;
  while (left < right) {
    const pivot = medianOfThree(
      points[left * dimension + axis],
      points[((left + right) >> 1) * dimension + axis],
      points[right * dimension + axis],
    );
    let i = left;
    let j = right;
    while (i <= j) {
      while (points[i * dimension + axis] < pivot) i++;
      while (points[j * dimension + axis] > pivot) j--;
      if (i <= j) swap(points, dimension, i++, j--);
    }
    if (place <= j) right = j;
    else if (place >= i) left = i;
    else return;
  }
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function swap(points: Float64Array, dimension: number, i: number, j: number): void {
  let at = i * dimension;
  let other = j * dimension;
  for (const end = at + dimension; at < end; at++, other++) {
    const kept = points[at];
    points[at] = points[other];
    points[other] = kept;
  }
}

/**
 * Squared distance from query `index` to the nearest point: the same bits as looking at every point, since a half that is
 * left out lies behind a plane no nearer than the best so far, and rounding keeps that order.
 *
 * @param queries Float64Array[m * dimension], without NaN
 */
export function nearestSquaredDistance(tree: KdTree, queries: Float64Array, index: number): number {
  return search(tree, queries, index, 0, tree.points.length / tree.dimension, Number.POSITIVE_INFINITY);
}

function search(tree: KdTree, queries: Float64Array, index: number, start: number, end: number, least: number): number {
  const { dimension, points } = tree;
  let best = least;
  if (end - start <= LEAF) {
    for (let i = start; i < end; i++) {
      const square = squaredDistance(queries, index, points, i, dimension);
      if (square < best) best = square;
    }
    return best;
  }
  const middle = (start + end) >> 1;
  const axis = tree.axes[middle];
  const gap = queries[index * dimension + axis] - points[middle * dimension + axis];
  best = gap < 0 ? search(tree, queries, index, start, middle, best) : search(tree, queries, index, middle + 1, end, best);
  if (gap * gap >= best) return best;
  const square = squaredDistance(queries, index, points, middle, dimension);
  if (square < best) best = square;
  return gap < 0 ? search(tree, queries, index, middle + 1, end, best) : search(tree, queries, index, start, middle, best);
}
