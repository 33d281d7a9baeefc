import { exp } from '@collapse-bench/core';
import { firstFrom } from './nearest.js';

/** Terms of a Hermite series: with points at most one bandwidth from the centre, sum_{k >= 30} 1/sqrt(k!) < 1e-16. */
const TERMS = 30;

/** Up to so many points are summed one by one: a series costs as much. */
const FEW = 6;

/** Cells whose centre is farther off contribute less than exp(-72) in all. */
const REACH = 13;

/**
 * What rounding can do to a cell's series, as a fraction of its weight times exp(-t^2/4): the sum of its terms' magnitudes
 * is at most 1.09 sum_k 1/sqrt(k!) = 3.8 times that (Cramer's bound on the Hermite polynomials), each term good to 20 ulp.
 */
const ROUNDING = 1e-14;

/** Largest relative error of a sum that is accepted. */
const TOLERANCE = 5e-13;

/** Points in ascending order, split into cells two bandwidths wide; only cells that hold points. */
export interface Cells {
  /** Centres, ascending. */
  readonly centres: Float64Array;
  /** Cell c holds points starts[c] to starts[c + 1] - 1. */
  readonly starts: Uint32Array;
  /** Sum of the weights in a cell. */
  readonly masses: Float64Array;
  /** TERMS numbers a cell, sum_i w_i s_i^k / k! with s_i the distance from the centre. */
  readonly moments: Float64Array;
}

/**
 * @param places t_i >= 0, ascending
 * @param shares w_i, positive, adding up to 1
 */
export function cellsOfPoints(places: Float64Array, shares: Float64Array): Cells {
  const starts: number[] = [];
  const centres: number[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < places.length; i++) {
    if (places[i] < end) continue;
    const low = 2 * Math.floor(places[i] / 2);
    // Beyond 2^53 the grid is coarser than a cell: a cell is one place then.
    end = low + 2 > places[i] ? low + 2 : places[i] + 2;
    starts.push(i);
    centres.push(low + 1);
  }
  const bounds = Uint32Array.from([...starts, places.length]);
  const masses = new Float64Array(centres.length);
  const moments = new Float64Array(centres.length * TERMS);
  for (let c = 0; c < centres.length; c++) {
    for (let i = bounds[c]; i < bounds[c + 1]; i++) {
      masses[c] += shares[i];
      if (bounds[c + 1] - bounds[c] <= FEW) continue;
      const s = places[i] - centres[c];
      let term = shares[i];
      for (let k = 0; k < TERMS; k++) {
        moments[c * TERMS + k] += term;
        term *= s / (k + 1);
      }
    }
  }
  return { centres: Float64Array.from(centres), starts: bounds, masses, moments };
}

/**
 * sum_i w_i exp(-(t - t_i)^2 / 2), a cell at a time by exp(-(t - s)^2/2) = exp(-t^2/2) sum_k He_k(t) s^k / k! around its
 * centre.
 *
 * @returns undefined where the sum is so small that its relative error might exceed 5e-13
 */
export function sumOverCells(
  { centres, starts, masses, moments }: Cells,
  places: Float64Array,
  shares: Float64Array,
  t: number,
): number | undefined {
  let total = 0;
  // Left-out points: at least REACH - 1 away.
  let error = exp(-0.5 * (REACH - 1) * (REACH - 1));
  for (let c = firstFrom(centres, t - REACH); c < centres.length && centres[c] <= t + REACH; c++) {
    const first = starts[c];
    const last = starts[c + 1];
    if (last - first <= FEW) {
      for (let i = first; i < last; i++) {
        const distance = t - places[i];
        total += shares[i] * exp(-0.5 * distance * distance);
      }
      continue;
    }
    const x = t - centres[c];
    const bell = exp(-0.5 * x * x);
    total += bell * hermiteSum(moments, c * TERMS, x);
    error += ROUNDING * masses[c] * Math.sqrt(bell);
  }
  return error <= TOLERANCE * total ? total : undefined;
}

/** sum_k moments[offset + k] He_k(x), with He_{k+1} = x He_k - k He_{k-1}. */
function hermiteSum(moments: Float64Array, offset: number, x: number): number {
  let before = 1;
  let polynomial = x;
  let sum = moments[offset] + moments[offset + 1] * x;
  for (let k = 2; k < TERMS; k++) {
    const next = x * polynomial - (k - 1) * before;
    before = polynomial;
    polynomial = next;
    sum += moments[offset + k] * polynomial;
  }
  return sum;
}
