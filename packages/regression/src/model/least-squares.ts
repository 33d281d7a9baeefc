import { symmetricEigen } from '@collapse-bench/core';
import type { LabelledRows } from '../data.js';

/**
 * Linear least squares: the w that minimises |y - X w|^2 + penalty |w|^2, rows weighted where they have weights. By
 * Householder reflections of [sqrt(weight) X; sqrt(penalty) I], so the condition of X is not squared. Without full rank it is
 * the shortest such w, as `numpy.linalg.lstsq` has it.
 *
 * @param penalty at least 0; in units of a sum of squares over the rows (scikit-learn's alpha)
 * @returns length dimension
 * @throws RangeError for no rows, weights below 0, and numbers that are not finite
 */
export function leastSquares({ count, x, y, weights }: LabelledRows, dimension: number, penalty: number): Float64Array {
  if (!(count >= 1)) throw new RangeError(`leastSquares: expected at least 1 row, found ${count}`);
  const height = Math.max(count + (penalty > 0 ? dimension : 0), dimension);
  // Column after column, the labels last.
  const columns = new Float64Array(height * (dimension + 1));
  for (let i = 0; i < count; i++) {
    const weight = weights === undefined ? 1 : weights[i];
    if (!(weight >= 0)) throw new RangeError(`leastSquares: expected weights of at least 0, found ${weight}`);
    const root = weight === 1 ? 1 : Math.sqrt(weight);
    for (let j = 0; j < dimension; j++) columns[j * height + i] = root * x[i * dimension + j];
    columns[dimension * height + i] = root * y[i];
  }
  if (penalty > 0) {
    for (let j = 0; j < dimension; j++) columns[j * height + count + j] = Math.sqrt(penalty);
  }
  const solution = triangularise(columns, height, dimension)
    ? backSubstitute(columns, height, dimension)
    : shortestSolution(columns, height, dimension);
  for (const value of solution) {
    if (!Number.isFinite(value))
      throw new RangeError(`leastSquares: expected finite rows and labels, found the solution ${value}`);
  }
  return solution;
}

/** Turns the first d columns into R (above and on the diagonal) and the last into Q'y. Says whether R has full rank. */
function triangularise(columns: Float64Array, height: number, dimension: number): boolean {
  let full = true;
  for (let j = 0; j < dimension; j++) {
    const column = columns.subarray(j * height, (j + 1) * height);
    let above = 0;
    for (let i = 0; i < j; i++) above += column[i] * column[i];
    let below = 0;
    for (let i = j; i < height; i++) below += column[i] * column[i];
    const norm = Math.sqrt(below);
    // What is left of the column is the rounding error of what was there.
    if (!(norm > height * Number.EPSILON * Math.sqrt(above + below))) full = false;
    if (norm === 0) continue;
    const pivot = column[j];
    const diagonal = pivot > 0 ? -norm : norm;
    // v = column - diagonal e_j; 2 / v'v = 1 / (norm^2 - pivot diagonal).
    column[j] = pivot - diagonal;
    const scale = 1 / (below - pivot * diagonal);
    for (let k = j + 1; k <= dimension; k++) {
      const other = columns.subarray(k * height, (k + 1) * height);
      let product = 0;
      for (let i = j; i < height; i++) product += column[i] * other[i];
      product *= scale;
      for (let i = j; i < height; i++) other[i] -= product * column[i];
    }
    column.fill(0, j);
    column[j] = diagonal;
  }
  return full;
}

function backSubstitute(columns: Float64Array, height: number, dimension: number): Float64Array {
  const solution = new Float64Array(dimension);
  for (let i = dimension - 1; i >= 0; i--) {
    let sum = columns[dimension * height + i];
    for (let k = i + 1; k < dimension; k++) sum -= columns[k * height + i] * solution[k];
    solution[i] = sum / columns[i * height + i];
  }
  return solution;
}

/** V diag(1/e, or 0) V' R' Q'y from the eigenvalues e of R'R. */
function shortestSolution(columns: Float64Array, height: number, dimension: number): Float64Array {
  const squared = new Float64Array(dimension * dimension);
  const right = new Float64Array(dimension);
  for (let i = 0; i < dimension; i++) {
    for (let r = 0; r <= i; r++) right[i] += columns[i * height + r] * columns[dimension * height + r];
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let r = 0; r <= j; r++) sum += columns[i * height + r] * columns[j * height + r];
      squared[i * dimension + j] = sum;
      squared[j * dimension + i] = sum;
    }
  }
  if (!squared.every(Number.isFinite)) return right.fill(Number.NaN);
  const { values, vectors } = symmetricEigen(squared, dimension);
  const noise = dimension * Number.EPSILON * Math.max(...values);
  const solution = new Float64Array(dimension);
  for (let k = 0; k < dimension; k++) {
    if (!(values[k] > noise)) continue;
    let product = 0;
    for (let i = 0; i < dimension; i++) product += vectors[i * dimension + k] * right[i];
    for (let i = 0; i < dimension; i++) solution[i] += vectors[i * dimension + k] * (product / values[k]);
  }
  return solution;
}
