/**
 * Lower-triangular L with L L' = A for a positive semidefinite A: Cholesky where a pivot that is nothing but rounding error
 * (at most dimension 2^-52 a_jj, Higham 2002, theorem 10.5) leaves its column empty, for then the rest of that column
 * vanishes too. Covariances of M <= dimension points and of an absorbed model are singular, and sampling goes on.
 *
 * @param a dimension^2, row-major; only the lower triangle is read
 * @param factor on A, a positive number
 * @returns dimension^2, row-major, zeros above the diagonal, the factor of `factor * A`
 */
export function semidefiniteCholesky(a: Float64Array, dimension: number, factor: number): Float64Array {
  const out = new Float64Array(dimension * dimension);
  for (let j = 0; j < dimension; j++) {
    const diagonal = factor * a[j * dimension + j];
    let pivot = diagonal;
    for (let k = 0; k < j; k++) pivot -= out[j * dimension + k] * out[j * dimension + k];
    if (!(pivot > dimension * Number.EPSILON * diagonal)) continue;
    const root = Math.sqrt(pivot);
    out[j * dimension + j] = root;
    for (let i = j + 1; i < dimension; i++) {
      let sum = factor * a[i * dimension + j];
      for (let k = 0; k < j; k++) sum -= out[i * dimension + k] * out[j * dimension + k];
      out[i * dimension + j] = sum / root;
    }
  }
  return out;
}
