import { ln, type PointSet, type Rng, uniform } from '@collapse-bench/core';
import { squaredDistances } from './squared-distances.js';

/**
 * Places of k seeds by greedy k-means++ (Arthur and Vassilvitskii 2007; scikit-learn's `kmeans_plusplus`): the first uniformly,
 * each further one the best of 2 + floor(ln k) candidates drawn with probability proportional to the squared distance from
 * the nearest seed so far. Weights multiply all probabilities. Where every point lies on a seed, the last point is taken.
 *
 * @returns Uint32Array[seeds]
 */
export function kMeansPlusPlus(data: PointSet, seeds: number, dimension: number, rng: Rng): Uint32Array {
  const { points, count, weights } = data;
  const places = new Uint32Array(seeds);
  const trials = 2 + Math.floor(ln(seeds));
  const closest = new Float64Array(count).fill(1);
  let best = new Float64Array(count);
  let candidate = new Float64Array(count);
  const chosen = new Float64Array(trials);
  let potential = potentialOf(closest, weights);
  places[0] = search(closest, weights, uniform(rng) * potential);
  squaredDistances(points, 0, count, points, places[0], dimension, closest, 0);
  potential = potentialOf(closest, weights);
  for (let seed = 1; seed < seeds; seed++) {
    for (let trial = 0; trial < trials; trial++) chosen[trial] = uniform(rng) * potential;
    let least = Number.POSITIVE_INFINITY;
    for (let trial = 0; trial < trials; trial++) {
      const place = search(closest, weights, chosen[trial]);
      squaredDistances(points, 0, count, points, place, dimension, candidate, 0);
      for (let i = 0; i < count; i++) if (closest[i] < candidate[i]) candidate[i] = closest[i];
      const after = potentialOf(candidate, weights);
      if (after < least) {
        least = after;
        places[seed] = place;
        [best, candidate] = [candidate, best];
      }
    }
    closest.set(best);
    potential = least;
  }
  return places;
}

function potentialOf(values: Float64Array, weights: Float64Array | undefined): number {
  let sum = 0;
  if (weights === undefined) for (let i = 0; i < values.length; i++) sum += values[i];
  else for (let i = 0; i < values.length; i++) sum += weights[i] * values[i];
  return sum;
}

/** The first place whose running sum exceeds the target; the last where rounding leaves none. */
function search(values: Float64Array, weights: Float64Array | undefined, target: number): number {
  const last = values.length - 1;
  let sum = 0;
  for (let i = 0; i < last; i++) {
    sum += weights === undefined ? values[i] : weights[i] * values[i];
    if (sum > target) return i;
  }
  return last;
}
