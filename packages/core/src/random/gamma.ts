import { ln, log1p, pow } from '../special.js';
import { normal } from './normal.js';
import type { Rng } from './rng.js';
import { openUniform } from './xoshiro128.js';

/**
 * A gamma deviate of unit scale, so mean and variance are `shape`: rejection from a cubed normal, O(1) at any shape
 * (Marsaglia and Tsang 2000, "A simple method for generating gamma variables", doi 10.1145/358407.358414). Below
 * shape 1 a deviate of shape + 1 is multiplied by U^(1 / shape); it may underflow to 0 at shapes below 0.05.
 *
 * @param shape positive and finite
 * @throws RangeError if shape is anything else
 */
export function gamma(rng: Rng, shape: number): number {
  if (!(shape > 0 && shape < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`gamma: expected a positive finite shape, found ${shape}`);
  }
  if (shape < 1) {
    const boosted = atLeastOne(rng, shape + 1);
    return boosted * pow(openUniform(rng), 1 / shape);
  }
  return atLeastOne(rng, shape);
}

/**
 * A chi-square deviate, 2 gamma(degreesOfFreedom / 2).
 *
 * @param degreesOfFreedom positive and finite, not necessarily whole
 * @throws RangeError if degreesOfFreedom is anything else
 */
export function chiSquare(rng: Rng, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom > 0 && degreesOfFreedom < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`chiSquare: expected positive finite degrees of freedom, found ${degreesOfFreedom}`);
  }
  return 2 * gamma(rng, degreesOfFreedom / 2);
}

function atLeastOne(rng: Rng, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(rng);
    const t = c * x;
    if (t <= -1) continue;
    const cube = (1 + t) * (1 + t) * (1 + t);
    const u = openUniform(rng);
    const square = x * x;
    if (u < 1 - 0.0331 * square * square) return d * cube;
    if (ln(u) < 3 * d * logRemainder(t)) return d * cube;
  }
}

/**
 * ln(1 + t) - t + t^2 / 2 - t^3 / 3. The method's acceptance bound x^2 / 2 + d (1 - v + ln v), v = (1 + t)^3, is 3 d times
 * this; written out it would cancel down to noise at large shapes.
 */
function logRemainder(t: number): number {
  if (Math.abs(t) > 0.02) return log1p(t) - t * (1 - t * (0.5 - t / 3));
  return -t * t * t * t * (1 / 4 - t * (1 / 5 - t * (1 / 6 - t * (1 / 7 - t * (1 / 8 - t / 9)))));
}
