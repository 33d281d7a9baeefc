import { ln } from '../special.js';
import { requireSquare } from './matrix.js';

/** Distance from 1 to the next double. */
const EPSILON = Number.EPSILON;

/**
 * Cholesky factor: writes the lower-triangular L with L L' = A and zeros above its diagonal. Reads only the lower
 * triangle of `a`; `out` may be `a`.
 *
 * A pivot below dimension * 2^-52 * a_jj is rounding error and nothing else (Higham 2002, "Accuracy and Stability of
 * Numerical Algorithms", theorem 10.5), so the answer does not depend on the scale of any coordinate.
 *
 * @param a d*d, symmetric
 * @param out d*d; meaningless where the answer is false
 * @returns whether A is positive definite to working precision; false for non-finite entries
 * @throws RangeError when a length is not dimension^2
 */
export function cholesky(a: Float64Array, dimension: number, out: Float64Array): boolean {
  requireSquare('a', a, dimension);
  requireSquare('out', out, dimension);
  for (let i = 0; i < dimension; i++) {
    const row = i * dimension;
    for (let j = 0; j < i; j++) {
      const jRow = j * dimension;
      let sum = a[row + j];
      for (let k = 0; k < j; k++) sum -= out[row + k] * out[jRow + k];
      out[row + j] = sum / out[jRow + j];
    }
    const diagonal = a[row + i];
    let pivot = diagonal;
    for (let k = 0; k < i; k++) pivot -= out[row + k] * out[row + k];
    // Written so that NaN and Infinity answer false, too.
    if (!(pivot > dimension * EPSILON * diagonal && diagonal < Infinity)) return false;
    out[row + i] = Math.sqrt(pivot);
    out.fill(0, row + i + 1, row + dimension);
  }
  return true;
}

/** ln det A = 2 sum ln L_ii of a Cholesky factor L (d*d). */
export function logDeterminantFromCholesky(factor: Float64Array, dimension: number): number {
  let sum = 0;
  for (let i = 0; i < dimension; i++) sum += ln(factor[i * dimension + i]);
  return 2 * sum;
}

/**
 * Writes the solution x of L x = b (forward substitution).
 *
 * @param factor d*d, lower triangular
 * @param b length d
 * @param out length d; may be `b`
 */
export function solveLower(factor: Float64Array, dimension: number, b: Float64Array, out: Float64Array): Float64Array {
  for (let i = 0; i < dimension; i++) {
    const row = i * dimension;
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= factor[row + k] * out[k];
    out[i] = sum / factor[row + i];
  }
  return out;
}

/**
 * Writes the solution x of A x = b from the Cholesky factor L of A: L y = b, then L' x = y.
 *
 * @param factor d*d, lower triangular
 * @param b length d
 * @param out length d; may be `b`
 */
export function solveCholesky(factor: Float64Array, dimension: number, b: Float64Array, out: Float64Array): Float64Array {
  solveLower(factor, dimension, b, out);
  for (let i = dimension - 1; i >= 0; i--) {
    const row = i * dimension;
    const x = out[i] / factor[row + i];
    out[i] = x;
    for (let k = 0; k < i; k++) out[k] -= factor[row + k] * x;
  }
  return out;
}

/**
 * Writes the inverse of A from its Cholesky factor, symmetric bit for bit.
 *
 * @param factor d*d, lower triangular
 * @param out d*d; must not be `factor`
 */
export function inverseFromCholesky(factor: Float64Array, dimension: number, out: Float64Array): Float64Array {
  const column = new Float64Array(dimension);
  for (let j = 0; j < dimension; j++) {
    column.fill(0);
    column[j] = 1;
    solveCholesky(factor, dimension, column, column);
    for (let i = j; i < dimension; i++) {
      out[i * dimension + j] = column[i];
      out[j * dimension + i] = column[i];
    }
  }
  return out;
}
