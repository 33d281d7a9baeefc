import { requireSquare } from './matrix.js';
import { symmetricEigen } from './symmetric-eigen.js';

/** A covariance estimated from n points carries rounding errors of up to n 2^-52 into its correlations. */
const CLEARLY_NEGATIVE = -1e-10;

/**
 * A factor F with F F' = A of a positive semidefinite matrix, singular ones and 0 included.
 *
 * The decomposition is that of the correlation matrix: with D = diag(A)^(1/2) and D^-1 A D^-1 = V diag(e) V', it is
 * F = D V diag(e)^(1/2). So no coordinate's scale matters, and an eigenvalue within 4 d 2^-52 of 0 is rounding error and
 * counts as 0: its root would not be small (1e-8).
 *
 * @param a d*d, symmetric; only the lower triangle is read
 * @returns d*d; not triangular
 * @throws RangeError when the length is not dimension^2, an entry is not finite, or A is clearly not positive semidefinite
 */
export function semidefiniteFactor(a: Float64Array, dimension: number): Float64Array {
  requireSquare('a', a, dimension);
  const scales = new Float64Array(dimension);
  for (let i = 0; i < dimension; i++) {
    const variance = a[i * dimension + i];
    if (!(variance >= 0 && variance < Infinity)) {
      throw new RangeError(`expected a positive semidefinite matrix, found ${variance} on its diagonal`);
    }
    scales[i] = Math.sqrt(variance);
  }
  const { values, vectors } = symmetricEigen(correlations(a, scales, dimension), dimension);
  const noise = 4 * dimension * Number.EPSILON;
  if (values[0] < CLEARLY_NEGATIVE) {
    throw new RangeError(`expected a positive semidefinite matrix, found the eigenvalue ${values[0]} of its correlations`);
  }
  for (let j = 0; j < dimension; j++) {
    const root = values[j] > noise ? Math.sqrt(values[j]) : 0;
    for (let i = 0; i < dimension; i++) vectors[i * dimension + j] *= root * scales[i];
  }
  return vectors;
}

/** Lower triangle of D^-1 A D^-1; coordinates of variance 0 have no correlations. */
function correlations(a: Float64Array, scales: Float64Array, dimension: number): Float64Array {
  const out = new Float64Array(dimension * dimension);
  for (let i = 0; i < dimension; i++) {
    out[i * dimension + i] = 1;
    for (let j = 0; j < i; j++) {
      const covariance = a[i * dimension + j];
      if (scales[i] > 0 && scales[j] > 0) {
        out[i * dimension + j] = covariance / scales[i] / scales[j];
      } else if (covariance !== 0) {
        throw new RangeError(`expected a positive semidefinite matrix, found covariance ${covariance} beside variance 0`);
      }
    }
  }
  return out;
}
