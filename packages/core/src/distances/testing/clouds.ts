import { fillNormal } from '../../random/normal.js';
import type { Rng } from '../../random/rng.js';

// Clouds of points for the tests of distances, and the plainest way to their distances.

/** count * dimension independent normal coordinates. */
export function normalCloud(rng: Rng, count: number, dimension: number, mean = 0, deviation = 1): Float64Array {
  const points = new Float64Array(count * dimension);
  fillNormal(rng, points, mean, deviation);
  return points;
}

/** Every point moved by `shift`, one number a coordinate. */
export function shifted(points: Float64Array, shift: readonly number[]): Float64Array {
  return points.map((value, i) => value + shift[i % shift.length]);
}

export function naiveSquaredDistance(a: Float64Array, i: number, b: Float64Array, j: number, dimension: number): number {
  let sum = 0;
  for (let k = 0; k < dimension; k++) sum += (a[i * dimension + k] - b[j * dimension + k]) ** 2;
  return sum;
}
