import { gram } from './matrix.js';
import { symmetricEigen } from './symmetric-eigen.js';

/**
 * The positive semidefinite square root R of a positive semidefinite matrix: R R = A, R symmetric bit for bit.
 *
 * Rounding makes the zero eigenvalues of a singular matrix slightly negative; down to -16 d 2^-52 of the largest
 * magnitude they count as 0.
 *
 * @param a d*d, symmetric; only the lower triangle is read
 * @returns d*d
 * @throws RangeError when the length is not dimension^2, A has a clearly negative eigenvalue or a non-finite entry
 */
export function symmetricSquareRoot(a: Float64Array, dimension: number): Float64Array {
  const { values, vectors } = symmetricEigen(a, dimension);
  const largest = Math.max(Math.abs(values[0]), Math.abs(values[dimension - 1]));
  if (values[0] < -16 * dimension * Number.EPSILON * largest) {
    throw new RangeError(`expected a positive semidefinite matrix, found the eigenvalue ${values[0]}`);
  }
  for (let j = 0; j < dimension; j++) {
    const fourthRoot = Math.sqrt(Math.sqrt(Math.max(values[j], 0)));
    for (let i = 0; i < dimension; i++) vectors[i * dimension + j] *= fourthRoot;
  }
  return gram(vectors, dimension, new Float64Array(dimension * dimension));
}
