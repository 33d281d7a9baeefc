import { exp, ln } from '@collapse-bench/core';

/** exp(-30) = 1e-13. */
const NEGLIGIBLE = 30;

/**
 * ln sum_i w_i exp(-(t - t_i)^2 / 2) around the nearest point, out to where all that is left adds less than 1e-13 of its
 * term: exact however far out t lies.
 *
 * @param places t_i, ascending
 * @param shares w_i, positive, adding up to 1
 */
export function logSumNearest(places: Float64Array, shares: Float64Array, t: number): number {
  const above = firstFrom(places, t);
  const below = above - 1;
  const nearest = above === places.length || (below >= 0 && t - places[below] <= places[above] - t) ? below : above;
  const least = halfSquare(t - places[nearest]);
  if (!(least < Number.POSITIVE_INFINITY)) return Number.NEGATIVE_INFINITY;
  const reach = NEGLIGIBLE - ln(shares[nearest]);
  let sum = 0;
  for (let i = nearest; i < places.length; i++) {
    const excess = halfSquare(t - places[i]) - least;
    if (excess > reach) break;
    sum += shares[i] * exp(-excess);
  }
  for (let i = nearest - 1; i >= 0; i--) {
    const excess = halfSquare(t - places[i]) - least;
    if (excess > reach) break;
    sum += shares[i] * exp(-excess);
  }
  return ln(sum) - least;
}

function halfSquare(x: number): number {
  return 0.5 * x * x;
}

/** Index of the first value that is not below `t`. */
export function firstFrom(sorted: Float64Array, t: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < t) low = middle + 1;
    else high = middle;
  }
  return low;
}
