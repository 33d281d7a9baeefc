import { chiSquare } from './gamma.js';
import { normal } from './normal.js';
import type { Rng } from './rng.js';

/**
 * A Wishart deviate of scale L L': the scatter of `degreesOfFreedom` centred normal points of covariance L L'. Bartlett's
 * decomposition: out = (L A)(L A)' with A lower triangular, A[j][j]^2 chi-square with degreesOfFreedom - j degrees of
 * freedom and standard normals below (Bartlett 1933; Smith and Hocking 1972, algorithm AS 53). With fewer degrees of
 * freedom than dimensions A stops after as many columns, and the deviate is singular, of rank degreesOfFreedom.
 *
 * @param degreesOfFreedom any real number > dimension - 1, or an integer from 0 to dimension - 1
 * @param choleskyFactor Float64Array[dimension * dimension], L, row-major; what is above the diagonal is not read
 * @param out Float64Array[dimension * dimension], overwritten with a symmetric matrix (to the bit), row-major
 * @param scratch Float64Array of at least dimension * dimension, overwritten with L A
 * @throws RangeError if the degrees of freedom are none of these or an array is too short
 */
export function wishart(
  rng: Rng,
  degreesOfFreedom: number,
  choleskyFactor: Float64Array,
  dimension: number,
  out: Float64Array,
  scratch: Float64Array,
): void {
  const d = dimension;
  if (!(d >= 1) || Math.floor(d) !== d) throw new RangeError(`wishart: expected a dimension >= 1, found ${d}`);
  const size = Math.min(choleskyFactor.length, out.length, scratch.length);
  if (size < d * d) throw new RangeError(`wishart: expected arrays of length ${d * d}, found one of ${size}`);
  const df = degreesOfFreedom;
  const regular = df > d - 1 && df < Number.POSITIVE_INFINITY;
  if (!regular && !(df >= 0 && df <= d - 1 && Math.floor(df) === df)) {
    throw new RangeError(`wishart: expected degrees of freedom > ${d - 1}, or an integer >= 0 (a singular deviate), found ${df}`);
  }
  const columns = regular ? d : df;

  // A, row by row.
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < columns && j <= i; j++) {
      scratch[i * d + j] = i === j ? Math.sqrt(chiSquare(rng, df - j)) : normal(rng);
    }
  }
  // L A in its place: a row needs only the rows of A at and above it, so from the last row up.
  for (let i = d - 1; i >= 0; i--) {
    for (let j = 0; j < columns && j <= i; j++) {
      let sum = 0;
      for (let k = j; k <= i; k++) sum += choleskyFactor[i * d + k] * scratch[k * d + j];
      scratch[i * d + j] = sum;
    }
  }
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < columns && k <= j; k++) sum += scratch[i * d + k] * scratch[j * d + k];
      out[i * d + j] = sum;
      out[j * d + i] = sum;
    }
  }
}
