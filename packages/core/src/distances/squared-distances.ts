/**
 * Squared Euclidean distances between two clouds a tile at a time, so that nothing of size n^2 is ever kept. A cloud is a
 * row-major Float64Array of count * dimension, one point after the other.
 */

/** Points a side of a tile: its 4096 distances fit the first-level cache. */
export const TILE = 64;

/**
 * Number of points in a cloud.
 *
 * @throws RangeError when the dimension is not a positive integer, the length no multiple of it, or there is no point
 */
export function pointCount(name: string, points: Float64Array, dimension: number): number {
  if (!Number.isInteger(dimension) || dimension < 1) {
    throw new RangeError(`dimension: expected a positive integer, found ${dimension}`);
  }
  if (points.length === 0 || points.length % dimension !== 0) {
    throw new RangeError(`${name}: expected a positive multiple of ${dimension} numbers, found ${points.length}`);
  }
  return points.length / dimension;
}

/**
 * Writes |a_i - b_j|^2 for aStart <= i < aEnd and bStart <= j < bEnd, row-major. Summed coordinate by coordinate, without the
 * cancellation of |a|^2 + |b|^2 - 2 a.b; 3 d flops a pair.
 *
 * @param a Float64Array[n * dimension]
 * @param b Float64Array[m * dimension]
 * @param out at least (aEnd - aStart) (bEnd - bStart) numbers
 */
export function squaredDistanceTile(
  a: Float64Array,
  b: Float64Array,
  dimension: number,
  aStart: number,
  aEnd: number,
  bStart: number,
  bEnd: number,
  out: Float64Array,
): void {
  const d = dimension;
  let to = 0;
  for (let i = aStart; i < aEnd; i++) {
    const row = i * d;
    let j = bStart;
    // Four at a time: four sums that do not wait for each other.
    for (; j + 4 <= bEnd; j += 4) {
      let at = j * d;
      let sum0 = 0;
      let sum1 = 0;
      let sum2 = 0;
      let sum3 = 0;
      for (let k = row; k < row + d; k++, at++) {
        const x = a[k];
        const step0 = x - b[at];
        const step1 = x - b[at + d];
        const step2 = x - b[at + 2 * d];
        const step3 = x - b[at + 3 * d];
        sum0 += step0 * step0;
        sum1 += step1 * step1;
        sum2 += step2 * step2;
        sum3 += step3 * step3;
      }
      out[to] = sum0;
      out[to + 1] = sum1;
      out[to + 2] = sum2;
      out[to + 3] = sum3;
      to += 4;
    }
    for (; j < bEnd; j++) {
      let sum = 0;
      for (let k = 0; k < d; k++) {
        const step = a[row + k] - b[j * d + k];
        sum += step * step;
      }
      out[to++] = sum;
    }
  }
}

/** |a_i - b_j|^2, the same bits as in a tile. */
export function squaredDistance(a: Float64Array, i: number, b: Float64Array, j: number, dimension: number): number {
  let sum = 0;
  for (let k = 0; k < dimension; k++) {
    const step = a[i * dimension + k] - b[j * dimension + k];
    sum += step * step;
  }
  return sum;
}

/**
 * The median distance between two different points of a cloud, the usual bandwidth of a Gaussian kernel (Gretton et al. 2012,
 * "A kernel two-sample test", section 8). Keeps all n (n - 1) / 2 distances and sorts them: for up to about a thousand points.
 *
 * @param points Float64Array[n * dimension], n >= 2
 * @returns at least 0, in units of the data; 0 when half of all pairs coincide
 * @throws RangeError when there are fewer than two points or a distance is NaN
 */
export function medianDistance(points: Float64Array, dimension: number): number {
  const n = pointCount('points', points, dimension);
  if (n < 2) throw new RangeError(`points: expected at least two, found ${n}`);
  const squares = new Float64Array((n * (n - 1)) / 2);
  let to = 0;
  for (let i = 1; i < n; i++) {
    squaredDistanceTile(points, points, dimension, i, i + 1, 0, i, squares.subarray(to, to + i));
    to += i;
  }
  squares.sort();
  const top = squares[squares.length - 1];
  if (Number.isNaN(top)) throw new RangeError('points: expected numbers, found NaN');
  const middle = squares.length >> 1;
  const high = Math.sqrt(squares[middle]);
  return squares.length % 2 === 1 ? high : 0.5 * (Math.sqrt(squares[middle - 1]) + high);
}
