import type { KdeParams } from '../params.js';
import { logDensityOnLine } from './line.js';
import { logDensityInSpace } from './space.js';

/**
 * ln of the density of an estimate, exact to 1e-12 (of itself where it is beyond 1): the sum over all kernels, of
 * which only such are left out as cannot change the result by that much.
 *
 * Cost: O(n d^2) once (on the line O(n log n)); a point then costs O(n d) in space, and on the line O(cells of two bandwidths
 * within reach), whatever n is, or O(points within reach) in the far tails.
 *
 * @returns a function of a point (length d), giving nats; undefined where the kernels are singular, so that there is no density
 */
export function logDensity(params: KdeParams): ((point: Float64Array) => number) | undefined {
  const { points, weights, kernel, mean } = params;
  if (mean.length > 1) return logDensityInSpace(points, weights, kernel, mean.length);
  const bandwidth = Math.sqrt(kernel[0]);
  if (!(bandwidth > 0)) return undefined;
  const onLine = logDensityOnLine(points, weights, bandwidth);
  return (point) => onLine(point[0]);
}
