import { cholesky, logDeterminantFromCholesky, solveLower } from '../linalg/cholesky.js';
import { requireSquare, trace } from '../linalg/matrix.js';
import { symmetricEigen } from '../linalg/symmetric-eigen.js';
import { log1p } from '../special.js';

/**
 * Kullback-Leibler divergence KL(N0 || N1) between two Gaussians, in nats:
 *
 *     1/2 [ Tr(S1^-1 S0) - d - ln det(S1^-1 S0) + (m1 - m0)' S1^-1 (m1 - m0) ]
 *
 * When the covariances are close, the first three terms cancel; the sum is then taken over the eigenvalues e of
 * L^-1 (S0 - S1) L^-T, S1 = L L', as sum(e - ln(1 + e)), each term by its series.
 *
 * @param mean0 length d
 * @param cov0 d*d, positive semidefinite
 * @param mean1 length d
 * @param cov1 d*d, positive semidefinite
 * @returns at least 0; 0 for equal arguments, singular ones included; otherwise Infinity when either covariance is singular
 *   to working precision, since the one Gaussian then gives mass to sets where the other has none (two different singular
 *   Gaussians on the very same subspace are not told apart from that)
 * @throws RangeError when a length does not fit or an entry is not finite
 */
export function gaussianKl(
  mean0: Float64Array,
  cov0: Float64Array,
  mean1: Float64Array,
  cov1: Float64Array,
  dimension: number,
): number {
  requireSquare('cov0', cov0, dimension);
  requireSquare('cov1', cov1, dimension);
  if (mean0.length !== dimension || mean1.length !== dimension) {
    throw new RangeError(`means: expected ${dimension} numbers each, found ${mean0.length} and ${mean1.length}`);
  }
  for (const values of [mean0, cov0, mean1, cov1]) {
    for (const value of values) if (!Number.isFinite(value)) throw new RangeError(`expected finite parameters, found ${value}`);
  }
  if (same(mean0, mean1) && same(cov0, cov1)) return 0;
  const factor1 = new Float64Array(dimension * dimension);
  if (!cholesky(cov1, dimension, factor1)) return Infinity;
  const displacement = mean0.map((value, i) => value - mean1[i]);
  solveLower(factor1, dimension, displacement, displacement);
  let mahalanobis = 0;
  for (const value of displacement) mahalanobis += value * value;
  return 0.5 * (mahalanobis + covarianceTerm(cov0, cov1, factor1, dimension));
}

/** Tr(S1^-1 S0) - d - ln det(S1^-1 S0). */
function covarianceTerm(cov0: Float64Array, cov1: Float64Array, factor1: Float64Array, dimension: number): number {
  const difference = whitened(
    cov0.map((value, i) => value - cov1[i]),
    factor1,
    dimension,
  );
  let squaredNorm = 0;
  for (const value of difference) squaredNorm += value * value;
  if (squaredNorm < 0.25) {
    let sum = 0;
    for (const value of symmetricEigen(difference, dimension).values) sum += excessOverLog1p(value);
    return sum;
  }
  const factor0 = new Float64Array(dimension * dimension);
  if (!cholesky(cov0, dimension, factor0)) return Infinity;
  const logRatio = logDeterminantFromCholesky(factor0, dimension) - logDeterminantFromCholesky(factor1, dimension);
  return trace(whitened(cov0, factor1, dimension), dimension) - dimension - logRatio;
}

/** L^-1 A L^-T for symmetric A. */
function whitened(a: Float64Array, factor: Float64Array, dimension: number): Float64Array {
  const out = new Float64Array(dimension * dimension);
  // A is symmetric: its rows are its columns. First out = (L^-1 A)', then L^-1 on the columns of that' = L^-1 A L^-T.
  const row = new Float64Array(dimension);
  for (let j = 0; j < dimension; j++) {
    solveLower(factor, dimension, a.subarray(j * dimension, (j + 1) * dimension), row);
    for (let i = 0; i < dimension; i++) out[i * dimension + j] = row[i];
  }
  for (let i = 0; i < dimension; i++) {
    const line = out.subarray(i * dimension, (i + 1) * dimension);
    solveLower(factor, dimension, line, line);
  }
  return out;
}

/** x - ln(1 + x) for |x| < 1/2, without cancellation. */
function excessOverLog1p(x: number): number {
  if (Math.abs(x) > 0.1) return x - log1p(x);
  // x^2/2 - x^3/3 + x^4/4 - ...; the first term left out is below 2^-53 of the sum.
  let sum = 0;
  for (let n = 18; n >= 2; n--) sum = 1 / n - x * sum;
  return x * x * sum;
}

function same(a: Float64Array, b: Float64Array): boolean {
  return a.every((value, i) => value === b[i]);
}
