import { multiply, multiplyTransposedLeft, requireSquare } from '../linalg/matrix.js';
import { orthogonalPolarFactor } from '../linalg/polar-factor.js';
import { semidefiniteFactor } from '../linalg/semidefinite-factor.js';

/**
 * Squared 2-Wasserstein distance between two Gaussians (Dowson and Landau 1982; Givens and Shortt 1984):
 *
 *     |m1 - m2|^2 + Tr(S1 + S2 - 2 (S1^(1/2) S2 S1^(1/2))^(1/2))
 *
 * The trace loses every digit when the Gaussians are close. It is therefore computed as what it equals (Bhatia, Jain and
 * Lim 2019), the least |F1 - F2 U|^2 (Frobenius) over orthogonal U, where S = F F': a sum of squares, never negative,
 * with an error of about 2^-52 |F| in its *root*. In one dimension it is |m1 - m2|^2 + (s1 - s2)^2 with
 * s1 - s2 = (v1 - v2) / (s1 + s2), right to the last digits.
 *
 * Singular covariances, 0 included, are fine: a point mass has a distance like any other distribution.
 *
 * @param mean1 length d
 * @param cov1 d*d, positive semidefinite
 * @param mean2 length d
 * @param cov2 d*d, positive semidefinite
 * @returns at least 0, in squared units of the data
 * @throws RangeError when a length does not fit, or a covariance is clearly not positive semidefinite or not finite
 */
export function gaussianW2Squared(
  mean1: Float64Array,
  cov1: Float64Array,
  mean2: Float64Array,
  cov2: Float64Array,
  dimension: number,
): number {
  requireSquare('cov1', cov1, dimension);
  requireSquare('cov2', cov2, dimension);
  if (mean1.length !== dimension || mean2.length !== dimension) {
    throw new RangeError(`means: expected ${dimension} numbers each, found ${mean1.length} and ${mean2.length}`);
  }
  let sum = dimension === 1 ? squaredDeviationDifference(cov1[0], cov2[0]) : buresSquared(cov1, cov2, dimension);
  for (let i = 0; i < dimension; i++) {
    const difference = mean1[i] - mean2[i];
    sum += difference * difference;
  }
  return sum;
}

/** (sqrt(v1) - sqrt(v2))^2 without cancellation. */
function squaredDeviationDifference(variance1: number, variance2: number): number {
  if (!(variance1 >= 0 && variance1 < Infinity && variance2 >= 0 && variance2 < Infinity)) {
    throw new RangeError(`covariances: expected finite variances of at least 0, found ${variance1} and ${variance2}`);
  }
  const sum = Math.sqrt(variance1) + Math.sqrt(variance2);
  const difference = sum === 0 ? 0 : (variance1 - variance2) / sum;
  return difference * difference;
}

/** The covariances' part: the squared Bures distance. */
function buresSquared(cov1: Float64Array, cov2: Float64Array, dimension: number): number {
  const factor1 = semidefiniteFactor(cov1, dimension);
  const factor2 = semidefiniteFactor(cov2, dimension);
  const product = multiplyTransposedLeft(factor2, factor1, dimension, new Float64Array(dimension * dimension));
  const rotation = orthogonalPolarFactor(product, dimension);
  const rotated = multiply(factor2, rotation, dimension, product);
  let sum = 0;
  for (let i = 0; i < factor1.length; i++) {
    const difference = factor1[i] - rotated[i];
    sum += difference * difference;
  }
  return sum;
}
