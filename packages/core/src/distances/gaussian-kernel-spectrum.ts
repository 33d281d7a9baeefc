import { symmetricEigenvalues } from '../linalg/symmetric-eigenvalues.js';
import { gaussianKernelInPlace, gaussianKernelScale } from './gaussian-kernel.js';
import { pointCount, squaredDistanceTile } from './squared-distances.js';

/** Share of the trace that a factor of low rank may leave out. */
const LEFT_OUT = 1e-13;

/** A factor of more columns than this share of n costs more than the whole matrix. */
const WORTHWHILE_RANK = 0.4;

/**
 * Eigenvalues of K / n for the Gaussian kernel K_ij = exp(-|x_i - x_j|^2 / (2 bandwidth^2)). They fall off geometrically
 * where the kernel is wide, so K is first factored by pivoted Cholesky steps (Harbrecht, Peters and Schneider 2012) until
 * what is left out has a trace below 1e-13 n; r columns cost O(n r^2). When r nears n, the n x n matrix is taken instead:
 * O(n^3), n^2 memory.
 *
 * @param points Float64Array[n * dimension], row-major
 * @param bandwidth positive and finite, in units of the data
 * @returns ascending; the r largest, the others being 0 but for 1e-13 in all; rounding may take some below 0
 * @throws RangeError when the length does not fit, a coordinate is not finite or the bandwidth is not positive and finite
 */
export function gaussianKernelSpectrum(points: Float64Array, dimension: number, bandwidth: number): Float64Array {
  const n = pointCount('points', points, dimension);
  const scale = gaussianKernelScale(bandwidth);
  return lowRankSpectrum(points, dimension, n, scale) ?? fullSpectrum(points, dimension, n, scale);
}

/** The same by all of K. */
export function fullSpectrum(points: Float64Array, dimension: number, n: number, scale: number): Float64Array {
  const kernel = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = kernel.subarray(i * n, i * n + i + 1);
    squaredDistanceTile(points, points, dimension, i, i + 1, 0, i + 1, row);
    gaussianKernelInPlace(row, i + 1, scale);
    for (let j = 0; j <= i; j++) row[j] /= n;
  }
  return symmetricEigenvalues(kernel, n);
}

/** undefined when the rank is not low. */
function lowRankSpectrum(points: Float64Array, dimension: number, n: number, scale: number): Float64Array | undefined {
  const mostColumns = Math.floor(WORTHWHILE_RANK * n);
  // Column after column.
  const factor = new Float64Array(mostColumns * n);
  const left = new Float64Array(n).fill(1);
  for (let rank = 0; ; rank++) {
    let pivot = 0;
    let trace = 0;
    for (let i = 0; i < n; i++) {
      trace += left[i];
      if (left[i] > left[pivot]) pivot = i;
    }
    if (trace <= LEFT_OUT * n) return spectrumOfFactor(factor, rank, n);
    if (rank === mostColumns) return undefined;
    const column = factor.subarray(rank * n, (rank + 1) * n);
    squaredDistanceTile(points, points, dimension, pivot, pivot + 1, 0, n, column);
    gaussianKernelInPlace(column, n, scale);
    subtractEarlier(factor, column, rank, n, pivot);
    const root = Math.sqrt(left[pivot]);
    for (let i = 0; i < n; i++) {
      column[i] /= root;
      left[i] = Math.max(0, left[i] - column[i] * column[i]);
    }
  }
}

/** What the earlier columns hold of this one: four at a time, so that it is read and written a quarter as often. */
function subtractEarlier(factor: Float64Array, column: Float64Array, rank: number, n: number, pivot: number): void {
  let j = 0;
  for (; j + 4 <= rank; j += 4) {
    const at = j * n;
    const weight0 = factor[at + pivot];
    const weight1 = factor[at + n + pivot];
    const weight2 = factor[at + 2 * n + pivot];
    const weight3 = factor[at + 3 * n + pivot];
    for (let i = 0; i < n; i++) {
      const k = at + i;
      column[i] -= weight0 * factor[k] + weight1 * factor[k + n] + (weight2 * factor[k + 2 * n] + weight3 * factor[k + 3 * n]);
    }
  }
  for (; j < rank; j++) {
    const weight = factor[j * n + pivot];
    for (let i = 0; i < n; i++) column[i] -= weight * factor[j * n + i];
  }
}

/** Of L L' / n, by the r x r matrix L' L / n, which has the same eigenvalues but for zeros. */
function spectrumOfFactor(factor: Float64Array, r: number, n: number): Float64Array {
  const gram = new Float64Array(r * r);
  for (let i = 0; i < r; i++) {
    let j = 0;
    // Four sums that do not wait for each other.
    for (; j + 4 <= i + 1; j += 4) {
      let sum0 = 0;
      let sum1 = 0;
      let sum2 = 0;
      let sum3 = 0;
      for (let k = i * n, at = j * n; k < (i + 1) * n; k++, at++) {
        const x = factor[k];
        sum0 += x * factor[at];
        sum1 += x * factor[at + n];
        sum2 += x * factor[at + 2 * n];
        sum3 += x * factor[at + 3 * n];
      }
      gram[i * r + j] = sum0 / n;
      gram[i * r + j + 1] = sum1 / n;
      gram[i * r + j + 2] = sum2 / n;
      gram[i * r + j + 3] = sum3 / n;
    }
    for (; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += factor[i * n + k] * factor[j * n + k];
      gram[i * r + j] = sum / n;
    }
  }
  return symmetricEigenvalues(gram, r);
}
