import { expWithin } from '../fast-exp.js';

/** Below, an exponential is no normal number. */
const LEAST = -708;

/**
 * What squared distances are multiplied by in the exponent, -1 / (2 bandwidth^2).
 *
 * @throws RangeError unless the bandwidth is positive and finite and its square neither overflows nor vanishes
 */
export function gaussianKernelScale(bandwidth: number): number {
  const square = bandwidth * bandwidth;
  if (!(bandwidth > 0 && square >= 2 ** -1022 && square < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`bandwidth: expected a positive finite number with a finite square, found ${bandwidth}`);
  }
  return -0.5 / square;
}

/**
 * Overwrites squared distances with exp(scale * square), within 2^-51 of its value, and 0 from exp(-708) down.
 *
 * @param squares at least 0, the first `count` of them; Infinity gives 0, NaN gives NaN
 * @param scale negative and finite
 */
export function gaussianKernelInPlace(squares: Float64Array, count: number, scale: number): void {
  for (let i = 0; i < count; i++) {
    const x = squares[i] * scale;
    squares[i] = x <= LEAST ? 0 : expWithin(x);
  }
}
