import { multiply, requireSquare } from './matrix.js';

const MAX_SWEEPS = 60;

/**
 * The orthogonal factor of the polar decomposition: the orthogonal U that maximises Tr(U' A) and so is nearest to A
 * (Higham 1986, "Computing the polar decomposition"). With A = W S Z' it is W Z'. Where A is singular, U is not unique
 * and one of the maximisers comes back.
 *
 * The singular vectors come from one-sided Jacobi rotations (Hestenes 1958; Golub and Van Loan, section 8.6.3), which stay
 * accurate for singular values far below the largest.
 *
 * @param a d*d, finite
 * @returns d*d
 * @throws RangeError when the length is not dimension^2
 */
export function orthogonalPolarFactor(a: Float64Array, dimension: number): Float64Array {
  requireSquare('a', a, dimension);
  const d = dimension;
  // Rows are easier to sweep than columns, so this works on A' = Z S W': row j of `left` turns into s_j w_j.
  const left = new Float64Array(d * d);
  const right = new Float64Array(d * d);
  let largest = 0;
  for (const entry of a) largest = Math.max(largest, Math.abs(entry));
  for (let i = 0; i < d; i++) {
    right[i * d + i] = 1;
    // U does not depend on the scale; entries of at most 1 keep the squares in range.
    for (let j = 0; j < d; j++) left[j * d + i] = largest > 0 ? a[i * d + j] / largest : 0;
  }
  for (let sweep = 0, rotated = true; rotated && sweep < MAX_SWEEPS; sweep++) {
    rotated = false;
    for (let p = 0; p < d - 1; p++) {
      for (let q = p + 1; q < d; q++) {
        if (orthogonalise(left, right, d, p, q)) rotated = true;
      }
    }
  }
  normaliseRows(left, d);
  // U = W Z' = (rows w)' (rows z).
  const out = new Float64Array(d * d);
  const transposed = new Float64Array(d * d);
  for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) transposed[i * d + j] = left[j * d + i];
  return multiply(transposed, right, d, out);
}

function dot(a: Float64Array, p: number, q: number, d: number): number {
  let sum = 0;
  for (let k = 0; k < d; k++) sum += a[p * d + k] * a[q * d + k];
  return sum;
}

/** Rotates rows p and q of both matrices so that those of `left` become orthogonal, unless they count as such. */
function orthogonalise(left: Float64Array, right: Float64Array, d: number, p: number, q: number): boolean {
  const alpha = dot(left, p, p, d);
  const beta = dot(left, q, q, d);
  const gamma = dot(left, p, q, d);
  if (Math.abs(gamma) <= d * 0.5 * Number.EPSILON * Math.sqrt(alpha) * Math.sqrt(beta)) return false;
  const zeta = (beta - alpha) / (2 * gamma);
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(zeta * zeta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (const rows of [left, right]) {
    for (let k = 0; k < d; k++) {
      const x = rows[p * d + k];
      const y = rows[q * d + k];
      rows[p * d + k] = c * x - s * y;
      rows[q * d + k] = s * x + c * y;
    }
  }
  return true;
}

/** Scales orthogonal rows to unit length; rows of length 0 are replaced by unit vectors orthogonal to all others. */
function normaliseRows(rows: Float64Array, d: number): void {
  const missing: number[] = [];
  for (let p = 0; p < d; p++) {
    const length = Math.sqrt(dot(rows, p, p, d));
    // Below this, squares of the entries underflow and the direction is noise.
    if (length < 1e-150) {
      rows.fill(0, p * d, p * d + d);
      missing.push(p);
    } else {
      for (let k = 0; k < d; k++) rows[p * d + k] /= length;
    }
  }
  for (const p of missing) completeRow(rows, d, p);
}

/** Fills the zero row p with the axis that is farthest from the span of the other rows, made orthogonal to them. */
function completeRow(rows: Float64Array, d: number, p: number): void {
  let axis = 0;
  let smallest = Infinity;
  for (let k = 0; k < d; k++) {
    let projection = 0;
    for (let q = 0; q < d; q++) projection += rows[q * d + k] * rows[q * d + k];
    if (projection < smallest) {
      smallest = projection;
      axis = k;
    }
  }
  rows[p * d + axis] = 1;
  // Twice is enough for full precision (Parlett 1980).
  for (let round = 0; round < 2; round++) {
    for (let q = 0; q < d; q++) {
      if (q === p) continue;
      const overlap = dot(rows, p, q, d);
      for (let k = 0; k < d; k++) rows[p * d + k] -= overlap * rows[q * d + k];
    }
  }
  const length = Math.sqrt(dot(rows, p, p, d));
  for (let k = 0; k < d; k++) rows[p * d + k] /= length;
}
