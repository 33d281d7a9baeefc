/** The same numbers in double precision. */
export function doubles(numbers: Float32Array): Float64Array {
  return Float64Array.from(numbers);
}
