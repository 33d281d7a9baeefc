import { gaussianKernelInPlace, gaussianKernelScale } from './gaussian-kernel.js';
import { pointCount, squaredDistanceTile, TILE } from './squared-distances.js';

export interface MmdSquared {
  /** The U-statistic: pairs of a point with itself are left out. Mean 0 when both laws are one, so it may be below 0. */
  readonly unbiased: number;
  /** The V-statistic: the squared distance of the two mean embeddings; at least 0. */
  readonly biased: number;
}

/**
 * Squared maximum mean discrepancy E k(x, x') + E k(y, y') - 2 E k(x, y) under the Gaussian kernel
 * k(x, y) = exp(-|x - y|^2 / (2 bandwidth^2)) (Gretton et al. 2012, "A kernel two-sample test", lemma 6).
 * (n + m)^2 / 2 + n m / 2 distances and exponentials, by tiles; nothing of that size is kept.
 *
 * @param a Float64Array[n * dimension], row-major, n >= 2
 * @param b Float64Array[m * dimension], m >= 2
 * @param bandwidth positive and finite, in units of the data (`medianDistance` of the real data is the usual choice)
 * @returns pure numbers, below 2
 * @throws RangeError when there are fewer than two points, a length does not fit or the bandwidth is not positive and finite
 */
export function mmdSquared(a: Float64Array, b: Float64Array, dimension: number, bandwidth: number): MmdSquared {
  const n = pointCount('a', a, dimension);
  const m = pointCount('b', b, dimension);
  if (n < 2 || m < 2) throw new RangeError(`a, b: expected at least two points each, found ${n} and ${m}`);
  const scale = gaussianKernelScale(bandwidth);
  const withinA = kernelSumOfPairs(a, dimension, n, scale);
  const withinB = kernelSumOfPairs(b, dimension, m, scale);
  const across = kernelSumAcross(a, b, dimension, n, m, scale) / n / m;
  return {
    unbiased: (2 * withinA) / n / (n - 1) + (2 * withinB) / m / (m - 1) - 2 * across,
    // The squared norm of a difference: only rounding takes it below 0.
    biased: Math.max(0, (2 * withinA + n) / n / n + (2 * withinB + m) / m / m - 2 * across),
  };
}

/** Sum of k(x_i, x_j) over i < j. */
function kernelSumOfPairs(points: Float64Array, dimension: number, n: number, scale: number): number {
  const tile = new Float64Array(TILE * TILE);
  let sum = 0;
  for (let i = 0; i < n; i += TILE) {
    const iEnd = Math.min(n, i + TILE);
    // Pairs within the block come row by row, each with the points before it.
    for (let row = i + 1; row < iEnd; row++) {
      squaredDistanceTile(points, points, dimension, row, row + 1, i, row, tile);
      sum += kernelSum(tile, row - i, scale);
    }
    for (let j = 0; j < i; j += TILE) {
      squaredDistanceTile(points, points, dimension, i, iEnd, j, j + TILE, tile);
      sum += kernelSum(tile, (iEnd - i) * TILE, scale);
    }
  }
  return sum;
}

function kernelSumAcross(a: Float64Array, b: Float64Array, dimension: number, n: number, m: number, scale: number): number {
  const tile = new Float64Array(TILE * TILE);
  let sum = 0;
  for (let i = 0; i < n; i += TILE) {
    const iEnd = Math.min(n, i + TILE);
    for (let j = 0; j < m; j += TILE) {
      const jEnd = Math.min(m, j + TILE);
      squaredDistanceTile(a, b, dimension, i, iEnd, j, jEnd, tile);
      sum += kernelSum(tile, (iEnd - i) * (jEnd - j), scale);
    }
  }
  return sum;
}

/** Overwrites the tile. Summed a tile at a time: the rounding of a sum of millions grows with the number of tiles only. */
function kernelSum(squares: Float64Array, count: number, scale: number): number {
  gaussianKernelInPlace(squares, count, scale);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += squares[i];
  return sum;
}
