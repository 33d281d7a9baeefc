/**
 * Small dense square matrices: row-major Float64Array of dimension * dimension, entry (i, j) at i * dimension + j.
 */

/** @throws RangeError unless `a` holds dimension * dimension numbers and dimension is a positive integer. */
export function requireSquare(name: string, a: Float64Array, dimension: number): void {
  if (!Number.isInteger(dimension) || dimension < 1) {
    throw new RangeError(`dimension: expected a positive integer, found ${dimension}`);
  }
  if (a.length !== dimension * dimension) {
    throw new RangeError(`${name}: expected ${dimension} x ${dimension} = ${dimension * dimension} numbers, found ${a.length}`);
  }
}

/** Sum of the diagonal. `a`: d*d. */
export function trace(a: Float64Array, dimension: number): number {
  let sum = 0;
  for (let i = 0; i < dimension; i++) sum += a[i * dimension + i];
  return sum;
}

/** Writes A B. All d*d; `out` must be neither `a` nor `b`. */
export function multiply(a: Float64Array, b: Float64Array, dimension: number, out: Float64Array): Float64Array {
  for (let i = 0; i < dimension; i++) {
    const row = i * dimension;
    out.fill(0, row, row + dimension);
    for (let k = 0; k < dimension; k++) {
      const aik = a[row + k];
      const bRow = k * dimension;
      for (let j = 0; j < dimension; j++) out[row + j] += aik * b[bRow + j];
    }
  }
  return out;
}

/** Writes A' B, A' the transpose. All d*d; `out` must be neither `a` nor `b`. */
export function multiplyTransposedLeft(a: Float64Array, b: Float64Array, dimension: number, out: Float64Array): Float64Array {
  out.fill(0, 0, dimension * dimension);
  for (let k = 0; k < dimension; k++) {
    const kRow = k * dimension;
    for (let i = 0; i < dimension; i++) {
      const aki = a[kRow + i];
      const row = i * dimension;
      for (let j = 0; j < dimension; j++) out[row + j] += aki * b[kRow + j];
    }
  }
  return out;
}

/** Writes A A', symmetric bit for bit. Both d*d; `out` must not be `a`. */
export function gram(a: Float64Array, dimension: number, out: Float64Array): Float64Array {
  for (let i = 0; i < dimension; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < dimension; k++) sum += a[i * dimension + k] * a[j * dimension + k];
      out[i * dimension + j] = sum;
      out[j * dimension + i] = sum;
    }
  }
  return out;
}
