import { requireSquare } from './matrix.js';

/** Columns eliminated together: their multipliers for two rows stay in the first-level cache. */
const BLOCK = 48;

/**
 * Solves A X = B by LU factorisation with partial pivoting, (2/3) n^3 operations. The elimination is blocked (Golub and
 * Van Loan, section 3.2.11) because an unblocked one reads the whole matrix from memory n times.
 *
 * @param a n*n, row-major
 * @param b n*m, row-major, for any m >= 1: right-hand sides as columns
 * @returns X, n*m, row-major
 * @throws RangeError when a length does not fit, or A is singular (a pivot of exactly 0, or not finite)
 */
export function solveLinear(a: Float64Array, n: number, b: Float64Array): Float64Array {
  requireSquare('a', a, n);
  if (b.length === 0 || b.length % n !== 0) {
    throw new RangeError(`b: expected a positive multiple of ${n} numbers, found ${b.length}`);
  }
  const lu = a.slice();
  const x = b.slice();
  const columns = b.length / n;
  const packed = new Float64Array(BLOCK * n);
  for (let start = 0; start < n; start += BLOCK) {
    const end = Math.min(start + BLOCK, n);
    factorPanel(lu, x, n, columns, start, end);
    if (end < n) {
      solvePanelRows(lu, n, start, end);
      updateTrailing(lu, n, start, end, packed);
    }
  }
  substitute(lu, x, n, columns);
  return x;
}

/** Eliminates columns start..end below the diagonal, swapping whole rows of `lu` and `x`. */
function factorPanel(lu: Float64Array, x: Float64Array, n: number, columns: number, start: number, end: number): void {
  for (let k = start; k < end; k++) {
    let pivotRow = k;
    for (let i = k + 1; i < n; i++) {
      if (Math.abs(lu[i * n + k]) > Math.abs(lu[pivotRow * n + k])) pivotRow = i;
    }
    const pivot = lu[pivotRow * n + k];
    if (pivot === 0 || !Number.isFinite(pivot)) {
      throw new RangeError(`a: expected a non-singular finite matrix, found the pivot ${pivot} in column ${k}`);
    }
    if (pivotRow !== k) {
      swapRows(lu, n, k, pivotRow);
      swapRows(x, columns, k, pivotRow);
    }
    const kRow = k * n;
    for (let i = k + 1; i < n; i++) {
      const row = i * n;
      const multiplier = lu[row + k] / pivot;
      lu[row + k] = multiplier;
      if (multiplier !== 0) for (let j = k + 1; j < end; j++) lu[row + j] -= multiplier * lu[kRow + j];
    }
  }
}

function swapRows(rows: Float64Array, width: number, p: number, q: number): void {
  for (let j = 0; j < width; j++) {
    const keep = rows[p * width + j];
    rows[p * width + j] = rows[q * width + j];
    rows[q * width + j] = keep;
  }
}

/** Rows start..end of U to the right of the panel: a triangular solve with the unit lower triangle. */
function solvePanelRows(lu: Float64Array, n: number, start: number, end: number): void {
  for (let i = start + 1; i < end; i++) {
    const row = i * n;
    for (let k = start; k < i; k++) {
      const multiplier = lu[row + k];
      const kRow = k * n;
      if (multiplier !== 0) for (let j = end; j < n; j++) lu[row + j] -= multiplier * lu[kRow + j];
    }
  }
}

/**
 * Subtracts (panel below the diagonal) x (rows of U right of it) from the rest, two rows and four columns at a time. The
 * rows of U are copied into `packed`, four columns side by side, so that the innermost loop reads
 * straight on.
 */
function updateTrailing(lu: Float64Array, n: number, start: number, end: number, packed: Float64Array): void {
  const depth = end - start;
  const tiles = Math.floor((n - end) / 4);
  for (let tile = 0; tile < tiles; tile++) {
    for (let k = 0; k < depth; k++) {
      const from = (start + k) * n + end + 4 * tile;
      const to = (tile * depth + k) * 4;
      for (let lane = 0; lane < 4; lane++) packed[to + lane] = lu[from + lane];
    }
  }
  let i = end;
  for (; i + 1 < n; i += 2) {
    for (let tile = 0; tile < tiles; tile++) updateTile(lu, n, i, start, end + 4 * tile, depth, packed, tile * depth * 4);
  }
  // What the tiles leave over: up to three columns on the right, and the last row of an odd number.
  updatePlainly(lu, n, start, end, end, i, end + 4 * tiles);
  updatePlainly(lu, n, start, end, i, n, end);
}

function updateTile(
  lu: Float64Array,
  n: number,
  row: number,
  start: number,
  column: number,
  depth: number,
  packed: Float64Array,
  offset: number,
): void {
  const upper = row * n + column;
  const lower = upper + n;
  let a0 = lu[upper];
  let a1 = lu[upper + 1];
  let a2 = lu[upper + 2];
  let a3 = lu[upper + 3];
  let b0 = lu[lower];
  let b1 = lu[lower + 1];
  let b2 = lu[lower + 2];
  let b3 = lu[lower + 3];
  const left = row * n + start;
  for (let k = 0, at = offset; k < depth; k++, at += 4) {
    const l = lu[left + k];
    const m = lu[left + n + k];
    const u0 = packed[at];
    const u1 = packed[at + 1];
    const u2 = packed[at + 2];
    const u3 = packed[at + 3];
    a0 -= l * u0;
    a1 -= l * u1;
    a2 -= l * u2;
    a3 -= l * u3;
    b0 -= m * u0;
    b1 -= m * u1;
    b2 -= m * u2;
    b3 -= m * u3;
  }
  lu[upper] = a0;
  lu[upper + 1] = a1;
  lu[upper + 2] = a2;
  lu[upper + 3] = a3;
  lu[lower] = b0;
  lu[lower + 1] = b1;
  lu[lower + 2] = b2;
  lu[lower + 3] = b3;
}

/** The same update for rows firstRow..lastRow and columns firstColumn..n, row by row. */
function updatePlainly(
  lu: Float64Array,
  n: number,
  start: number,
  end: number,
  firstRow: number,
  lastRow: number,
  firstColumn: number,
): void {
  for (let i = firstRow; i < lastRow; i++) {
    for (let k = start; k < end; k++) {
      const multiplier = lu[i * n + k];
      for (let j = firstColumn; j < n; j++) lu[i * n + j] -= multiplier * lu[k * n + j];
    }
  }
}

/** L y = x, then U x = y, in place for all columns at once. */
function substitute(lu: Float64Array, x: Float64Array, n: number, columns: number): void {
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) {
      const multiplier = lu[i * n + k];
      if (multiplier !== 0) for (let c = 0; c < columns; c++) x[i * columns + c] -= multiplier * x[k * columns + c];
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) {
      const multiplier = lu[i * n + k];
      if (multiplier !== 0) for (let c = 0; c < columns; c++) x[i * columns + c] -= multiplier * x[k * columns + c];
    }
    const pivot = lu[i * n + i];
    for (let c = 0; c < columns; c++) x[i * columns + c] /= pivot;
  }
}
