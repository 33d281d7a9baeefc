import { kthNeighbourSquaredDistances } from './nearest-neighbours.js';
import { pointCount, squaredDistanceTile, TILE } from './squared-distances.js';

/** All from 0 to 1, but for the density. */
export interface KnnManifold {
  /** Share of the generated points that lie in the ball of some real point. */
  readonly precision: number;
  /** Share of the real points that lie in the ball of some generated point. */
  readonly recall: number;
  /** Number of real balls that hold a generated point, in the mean and over k: 1 in the mean when both laws are one. */
  readonly density: number;
  /** Share of the real points whose ball holds some generated point. */
  readonly coverage: number;
}

/**
 * Precision and recall (Kynkaanniemi et al. 1904.06991, equation 1), density and coverage (Naeem et al. 2002.09797,
 * equations 3 and 6) of a generated cloud: manifolds are unions of closed balls about each point that reach to its k-th
 * nearest neighbour in its own cloud, itself left out. O((n + m)^2 d) time by tiles, O((n + m) k) memory.
 *
 * @param real Float64Array[n * dimension], row-major, n > k
 * @param generated Float64Array[m * dimension], m > k
 * @param k a positive integer; the authors take 3 (precision and recall) and 5 (density and coverage)
 * @throws RangeError when a cloud has k points or fewer, a length does not fit, or k is not a positive integer
 */
export function knnManifold(real: Float64Array, generated: Float64Array, dimension: number, k: number): KnnManifold {
  const n = pointCount('real', real, dimension);
  const m = pointCount('generated', generated, dimension);
  const realRadii = kthNeighbourSquaredDistances(real, dimension, k);
  const generatedRadii = kthNeighbourSquaredDistances(generated, dimension, k);
  const faithful = new Uint8Array(m);
  const recalled = new Uint8Array(n);
  const covered = new Uint8Array(n);
  const tile = new Float64Array(TILE * TILE);
  let inside = 0;
  for (let iStart = 0; iStart < n; iStart += TILE) {
    const iEnd = Math.min(n, iStart + TILE);
    for (let jStart = 0; jStart < m; jStart += TILE) {
      const jEnd = Math.min(m, jStart + TILE);
      squaredDistanceTile(real, generated, dimension, iStart, iEnd, jStart, jEnd, tile);
      let at = 0;
      for (let i = iStart; i < iEnd; i++) {
        const radius = realRadii[i];
        for (let j = jStart; j < jEnd; j++) {
          const square = tile[at++];
          if (square <= radius) {
            inside++;
            faithful[j] = 1;
            covered[i] = 1;
          }
          if (square <= generatedRadii[j]) recalled[i] = 1;
        }
      }
    }
  }
  return {
    precision: share(faithful),
    recall: share(recalled),
    density: inside / k / m,
    coverage: share(covered),
  };
}

function share(flags: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < flags.length; i++) sum += flags[i];
  return sum / flags.length;
}
