import { cholesky, exp, ln, logDeterminantFromCholesky, solveLower } from '@collapse-bench/core';

/** ln(2 pi). */
const LN_TWO_PI = 1.8378770664093456;

/** exp(-NEGLIGIBLE) = 1e-15 of the largest term, after a division by the number of terms. */
const NEGLIGIBLE = 35;

/**
 * ln sum_i w_i N(x; x_i, H): with H = L L', points and x are multiplied by L^-1 once, and the terms are summed around the
 * largest one.
 *
 * @returns undefined where H is singular to working precision
 */
export function logDensityInSpace(
  points: Float64Array,
  weights: Float64Array | undefined,
  kernel: Float64Array,
  dimension: number,
): ((point: Float64Array) => number) | undefined {
  const factor = new Float64Array(dimension * dimension);
  if (!cholesky(kernel, dimension, factor)) return undefined;
  const count = points.length / dimension;
  const whitened = new Float64Array(points.length);
  for (let row = 0; row < points.length; row += dimension) {
    const end = row + dimension;
    solveLower(factor, dimension, points.subarray(row, end), whitened.subarray(row, end));
  }
  const logWeights = Float64Array.from({ length: count }, (_, i) => (weights === undefined ? -ln(count) : ln(weights[i])));
  const constant = -0.5 * (dimension * LN_TWO_PI + logDeterminantFromCholesky(factor, dimension));
  const target = new Float64Array(dimension);
  const terms = new Float64Array(count);
  return (point) => {
    solveLower(factor, dimension, point, target);
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < count; i++) {
      let squared = 0;
      for (let j = 0; j < dimension; j++) {
        const difference = target[j] - whitened[i * dimension + j];
        squared += difference * difference;
      }
      const term = logWeights[i] - 0.5 * squared;
      terms[i] = term;
      if (term > largest) largest = term;
    }
    if (largest === Number.NEGATIVE_INFINITY) return largest;
    const least = largest - NEGLIGIBLE - ln(count);
    let sum = 0;
    for (let i = 0; i < count; i++) {
      if (terms[i] > least) sum += exp(terms[i] - largest);
    }
    return constant + largest + ln(sum);
  };
}
