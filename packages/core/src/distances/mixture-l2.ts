import { gaussianDensityAt } from './gaussian-density.js';

/** A Gaussian mixture of k components in d dimensions. */
export interface GaussianMixture {
  readonly dimension: number;
  /** Length k; not negative. */
  readonly weights: Float64Array;
  /** k*d: row i is the mean of component i. */
  readonly means: Float64Array;
  /** k*d*d: block i is the covariance of component i, row-major, positive semidefinite. */
  readonly covariances: Float64Array;
}

/**
 * The integral of (p(x) - q(x))^2 over space, in closed form: with signed weights c (those of p, and minus those of q) it is
 * the sum over all pairs of c_i c_j N(m_i; m_j, S_i + S_j). It has the unit of a density, so it grows without bound as a
 * component shrinks.
 *
 * Subtraction leaves an absolute error of about 2^-52 of the integral of p^2 + q^2; a negative result is returned as 0.
 *
 * @returns at least 0; Infinity when a component of positive weight has a singular covariance (a point mass has no
 *   square-integrable density), unless p and q are equal number for number, which gives 0
 * @throws RangeError when there is no component or a length does not fit
 */
export function mixtureL2Squared(p: GaussianMixture, q: GaussianMixture): number {
  check('p', p);
  check('q', q);
  if (p.dimension !== q.dimension) throw new RangeError(`q: expected dimension ${p.dimension} as p has, found ${q.dimension}`);
  if (same(p.weights, q.weights) && same(p.means, q.means) && same(p.covariances, q.covariances)) return 0;
  const value = overlap(p, p) - 2 * overlap(p, q) + overlap(q, q);
  return Number.isFinite(value) ? Math.max(value, 0) : Infinity;
}

/** The integral of p q. */
function overlap(p: GaussianMixture, q: GaussianMixture): number {
  const d = p.dimension;
  const sum = new Float64Array(d * d);
  let total = 0;
  for (let i = 0; i < p.weights.length; i++) {
    for (let j = 0; j < q.weights.length; j++) {
      const weight = p.weights[i] * q.weights[j];
      if (weight === 0) continue;
      for (let k = 0; k < d * d; k++) sum[k] = p.covariances[i * d * d + k] + q.covariances[j * d * d + k];
      const density = gaussianDensityAt(p.means.subarray(i * d, (i + 1) * d), q.means.subarray(j * d, (j + 1) * d), sum, d);
      total += weight * (density ?? Infinity);
    }
  }
  return total;
}

function check(name: string, mixture: GaussianMixture): void {
  const { dimension: d, weights, means, covariances } = mixture;
  const k = weights.length;
  if (!Number.isInteger(d) || d < 1) throw new RangeError(`${name}.dimension: expected a positive integer, found ${d}`);
  if (k === 0) throw new RangeError(`${name}: expected at least one component, found none`);
  if (means.length !== k * d || covariances.length !== k * d * d) {
    throw new RangeError(
      `${name}: expected ${k * d} numbers in means and ${k * d * d} in covariances, found ${means.length} and ${covariances.length}`,
    );
  }
}

function same(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
