import { semidefiniteCholesky } from '../linalg/semidefinite-cholesky.js';
import { ln } from '../special.js';

const LN_2_PI = 1.8378770664093453;

/** A normal that may be singular: its density within its support. */
export interface NormalDensity {
  /** Number of directions that have any spread. */
  readonly rank: number;
  /** Squared Mahalanobis distances of points from the mean, row-major points; directions without spread do not count. */
  squaredDistances(points: Float64Array): Float64Array;
  /** ln of the density at a squared distance, in nats: -(rank ln 2 pi + ln det + distance^2)/2. */
  logAt(squaredDistance: number): number;
}

export function normalDensity(mean: Float64Array, covariance: Float64Array): NormalDensity {
  const dimension = mean.length;
  const root = semidefiniteCholesky(covariance, dimension, 1);
  let rank = 0;
  let logRoot = 0;
  for (let i = 0; i < dimension; i++) {
    const pivot = root[i * dimension + i];
    if (pivot === 0) continue;
    rank++;
    logRoot += ln(pivot);
  }
  return {
    rank,
    logAt: (squaredDistance) => -0.5 * (rank * LN_2_PI + squaredDistance) - logRoot,
    squaredDistances: (points) => {
      const out = new Float64Array(points.length / dimension);
      const solved = new Float64Array(dimension);
      for (let p = 0; p < out.length; p++) {
        for (let i = 0; i < dimension; i++) {
          const pivot = root[i * dimension + i];
          solved[i] = 0;
          if (pivot === 0) continue;
          let residual = points[p * dimension + i] - mean[i];
          for (let j = 0; j < i; j++) residual -= root[i * dimension + j] * solved[j];
          solved[i] = residual / pivot;
          out[p] += solved[i] * solved[i];
        }
      }
      return out;
    },
  };
}
