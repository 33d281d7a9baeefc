import { symmetricEigenvalues } from '../linalg/symmetric-eigenvalues.js';
import { exp, ln } from '../special.js';
import { gaussianKernelSpectrum } from './gaussian-kernel-spectrum.js';
import { pointCount } from './squared-distances.js';

/**
 * The Vendi score exp(-sum l ln l) over the eigenvalues l of K / n, K a similarity matrix with ones on its diagonal: the
 * effective number of different items (Friedman and Dieng 2210.02410, definition 3.1).
 *
 * @param spectrum eigenvalues of K / n in any order, which add up to 1; those that rounding took below 0 count as 0
 * @returns from 1 (all items are the same) to n (none is like any other)
 */
export function vendiScore(spectrum: Float64Array): number {
  let entropy = 0;
  for (let i = 0; i < spectrum.length; i++) if (spectrum[i] > 0) entropy -= spectrum[i] * ln(spectrum[i]);
  return exp(entropy);
}

/**
 * The Vendi score under the Gaussian kernel exp(-|x - y|^2 / (2 bandwidth^2)), to about ten digits. O(n r^2) for a kernel
 * matrix of numerical rank r, O(n^3) and n^2 memory when r nears n.
 *
 * @param points Float64Array[n * dimension], row-major
 * @param bandwidth positive and finite, in units of the data: from real data, or scores under two models cannot be compared
 * @returns from 1 to n
 * @throws RangeError as `gaussianKernelSpectrum`
 */
export function gaussianVendi(points: Float64Array, dimension: number, bandwidth: number): number {
  return vendiScore(gaussianKernelSpectrum(points, dimension, bandwidth));
}

/**
 * The Vendi score under the cosine kernel x.y / (|x| |y|), exact: K = X X' has the eigenvalues of X' X, so the smaller of
 * the two matrices is taken, and O(n d^2 + d^3) suffices for many points.
 *
 * @param points Float64Array[n * dimension], row-major, none of length 0
 * @returns from 1 to the smaller of n and dimension
 * @throws RangeError when the length does not fit or a point has length 0 or a length that is not finite
 */
export function cosineVendi(points: Float64Array, dimension: number): number {
  const n = pointCount('points', points, dimension);
  const unit = new Float64Array(points.length);
  for (let start = 0; start < points.length; start += dimension) {
    let sum = 0;
    for (let k = start; k < start + dimension; k++) sum += points[k] * points[k];
    if (!(sum > 0 && sum < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`points: expected positive finite squared lengths, found ${sum} at point ${start / dimension}`);
    }
    const length = Math.sqrt(sum);
    for (let k = start; k < start + dimension; k++) unit[k] = points[k] / length;
  }
  if (n <= dimension) return vendiScore(symmetricEigenvalues(innerProducts(unit, n, dimension), n));
  return vendiScore(symmetricEigenvalues(outerProducts(unit, n, dimension), dimension));
}

/** X X' / n, lower triangle. */
function innerProducts(unit: Float64Array, n: number, dimension: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < dimension; k++) sum += unit[i * dimension + k] * unit[j * dimension + k];
      out[i * n + j] = sum / n;
    }
  }
  return out;
}

/** X' X / n, lower triangle. */
function outerProducts(unit: Float64Array, n: number, dimension: number): Float64Array {
  const out = new Float64Array(dimension * dimension);
  for (let start = 0; start < unit.length; start += dimension) {
    for (let i = 0; i < dimension; i++) {
      const x = unit[start + i] / n;
      for (let j = 0; j <= i; j++) out[i * dimension + j] += x * unit[start + j];
    }
  }
  return out;
}
