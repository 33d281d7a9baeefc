import { normal } from '../random/normal.js';
import type { Rng } from '../random/rng.js';
import { pointCount } from './squared-distances.js';
import { w2SquaredOfSamples } from './wasserstein-1d.js';

/**
 * Directions uniform on the unit sphere: normal vectors, normalised.
 *
 * @param count a positive integer
 * @param dimension a positive integer; in one dimension every direction is +1 or -1
 * @returns Float64Array[count * dimension], row-major, each row of length 1
 * @throws RangeError when an argument is not a positive integer
 */
export function randomDirections(count: number, dimension: number, rng: Rng): Float64Array {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`count: expected a positive integer, found ${count}`);
  if (!Number.isInteger(dimension) || dimension < 1) {
    throw new RangeError(`dimension: expected a positive integer, found ${dimension}`);
  }
  const directions = new Float64Array(count * dimension);
  for (let start = 0; start < directions.length; start += dimension) {
    let sum = 0;
    for (let k = start; k < start + dimension; k++) {
      directions[k] = normal(rng);
      sum += directions[k] * directions[k];
    }
    // A normal deviate of the generator is never 0, so neither is the length.
    const length = Math.sqrt(sum);
    for (let k = start; k < start + dimension; k++) directions[k] /= length;
  }
  return directions;
}

/**
 * Sliced squared 2-Wasserstein distance: the mean over directions t of W2^2(t.a, t.b), each exact by quantiles (Rabin et al.
 * 2011; Bonneel et al. 2015, "Sliced and Radon Wasserstein barycenters of measures"). Over all directions it is a distance's
 * square; in one dimension it is W2^2 itself. Two samples of one law are O(1/n) apart, not 0.
 * O(L (n + m) (d + log)) for L directions.
 *
 * @param a Float64Array[n * dimension], row-major
 * @param b Float64Array[m * dimension]
 * @param directions Float64Array[L * dimension], each of length 1
 * @returns at least 0, in squared units of the data
 * @throws RangeError when a length does not fit the dimension or a coordinate is not finite
 */
export function slicedW2Squared(a: Float64Array, b: Float64Array, dimension: number, directions: Float64Array): number {
  const count = pointCount('directions', directions, dimension);
  const alongA = new Float64Array(pointCount('a', a, dimension));
  const alongB = new Float64Array(pointCount('b', b, dimension));
  let sum = 0;
  for (let l = 0; l < count; l++) {
    project(a, dimension, directions, l * dimension, alongA);
    project(b, dimension, directions, l * dimension, alongB);
    sum += w2SquaredOfSamples(alongA, alongB);
  }
  return sum / count;
}

function project(points: Float64Array, dimension: number, directions: Float64Array, direction: number, out: Float64Array): void {
  let at = 0;
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let k = direction; k < direction + dimension; k++) sum += points[at++] * directions[k];
    out[i] = sum;
  }
}
