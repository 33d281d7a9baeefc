import { pow } from '../special.js';

// exp(x) = 2^whole 2^(step / 64) exp(rest), |rest| <= ln 2 / 128: a table, and a polynomial of degree 5 that is right to 2^-54.
const STEPS = 64;
const STEPS_OVER_LN2 = STEPS / Math.LN2;
/** ln 2 / 64 in two parts; the first has 32 bits, so that its product with any number of steps here is exact. */
const STEP_HIGH = 2977044471 * 2 ** -38;
const STEP_LOW = 2.9815858269852933e-12;
/** Added and taken away again, it rounds to an integer. */
const ROUNDER = 1.5 * 2 ** 52;
/** Below, a power is no normal number. */
const LEAST = -708;

const stepPowers = Float64Array.from({ length: STEPS }, (_, step) => pow(2, step / STEPS));
/** 2^-whole. */
const wholePowers = new Float64Array(1023);
wholePowers[0] = 1;
for (let i = 1; i < wholePowers.length; i++) wholePowers[i] = 0.5 * wholePowers[i - 1];

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
 * Overwrites squared distances with exp(scale * square), some five times as fast as by one call of `exp` each and as
 * portable; within 2^-51 of its value, and 0 below exp(-708).
 *
 * @param squares at least 0, the first `count` of them; Infinity gives 0, NaN gives NaN
 * @param scale negative and finite
 */
export function gaussianKernelInPlace(squares: Float64Array, count: number, scale: number): void {
  for (let i = 0; i < count; i++) {
    const x = squares[i] * scale;
    if (x < LEAST) {
      squares[i] = 0;
      continue;
    }
    const steps = x * STEPS_OVER_LN2 + ROUNDER - ROUNDER;
    const rest = x - steps * STEP_HIGH - steps * STEP_LOW;
    const series = rest * (1 + rest * (1 / 2 + rest * (1 / 6 + rest * (1 / 24 + rest * (1 / 120)))));
    // Two's complement: the step counts up from the whole power below.
    const at = steps | 0;
    const power = stepPowers[at & (STEPS - 1)] * wholePowers[-(at >> 6)];
    squares[i] = power + power * series;
  }
}
