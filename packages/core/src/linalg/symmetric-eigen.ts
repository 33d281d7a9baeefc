import { requireSquare } from './matrix.js';

export interface SymmetricEigen {
  /** Eigenvalues in ascending order; length d. */
  readonly values: Float64Array;
  /** d*d; column j (entries i * d + j) is the unit eigenvector of `values[j]`. Signs are arbitrary but repeatable. */
  readonly vectors: Float64Array;
}

/** Convergence is quadratic: 64 x 64 takes about ten sweeps. */
const MAX_SWEEPS = 60;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by the cyclic Jacobi method (Golub and Van Loan, section 8.5). An
 * off-diagonal entry counts as zero when it is below 2^-53 of the geometric mean of its two diagonal entries, which
 * also gets the small eigenvalues of a graded positive definite matrix right to many digits (Demmel and Veselic 1992).
 *
 * @param a d*d, symmetric; only the lower triangle is read
 * @throws RangeError when the length is not dimension^2 or an entry is not finite
 */
export function symmetricEigen(a: Float64Array, dimension: number): SymmetricEigen {
  requireSquare('a', a, dimension);
  const d = dimension;
  const s = new Float64Array(d * d);
  const v = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    v[i * d + i] = 1;
    for (let j = 0; j <= i; j++) {
      const entry = a[i * d + j];
      if (!Number.isFinite(entry)) throw new RangeError(`a: expected finite entries, found ${entry} at row ${i}, column ${j}`);
      s[i * d + j] = entry;
      s[j * d + i] = entry;
    }
  }
  for (let sweep = 0, rotated = true; rotated && sweep < MAX_SWEEPS; sweep++) {
    rotated = false;
    for (let p = 0; p < d - 1; p++) {
      for (let q = p + 1; q < d; q++) {
        if (rotate(s, v, d, p, q)) rotated = true;
      }
    }
  }
  return sorted(s, v, d);
}

/** Zeroes entry (p, q) of `s` by a plane rotation, unless it counts as zero; collects the rotation in `v`. */
function rotate(s: Float64Array, v: Float64Array, d: number, p: number, q: number): boolean {
  const spq = s[p * d + q];
  const spp = s[p * d + p];
  const sqq = s[q * d + q];
  if (Math.abs(spq) <= 0.5 * Number.EPSILON * Math.sqrt(Math.abs(spp)) * Math.sqrt(Math.abs(sqq))) return false;
  // The smaller root of t^2 + 2 theta t - 1; halves keep the difference from overflowing.
  const theta = (0.5 * sqq - 0.5 * spp) / spq;
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const sine = t * c;
  for (let k = 0; k < d; k++) {
    if (k !== p && k !== q) {
      const skp = s[k * d + p];
      const skq = s[k * d + q];
      const newP = c * skp - sine * skq;
      const newQ = sine * skp + c * skq;
      s[k * d + p] = newP;
      s[p * d + k] = newP;
      s[k * d + q] = newQ;
      s[q * d + k] = newQ;
    }
    const vkp = v[k * d + p];
    const vkq = v[k * d + q];
    v[k * d + p] = c * vkp - sine * vkq;
    v[k * d + q] = sine * vkp + c * vkq;
  }
  s[p * d + p] = spp - t * spq;
  s[q * d + q] = sqq + t * spq;
  s[p * d + q] = 0;
  s[q * d + p] = 0;
  return true;
}

function sorted(s: Float64Array, v: Float64Array, d: number): SymmetricEigen {
  const order = Array.from({ length: d }, (_, i) => i).sort((i, j) => s[i * d + i] - s[j * d + j] || i - j);
  const values = new Float64Array(d);
  const vectors = new Float64Array(d * d);
  order.forEach((from, to) => {
    values[to] = s[from * d + from];
    for (let k = 0; k < d; k++) vectors[k * d + to] = v[k * d + from];
  });
  return { values, vectors };
}
