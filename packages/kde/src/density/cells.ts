import { exp } from '@collapse-bench/core';
import { firstFrom } from './nearest.js';

/** Terms of a Hermite series. */
const TERMS = 36;

/**
 * What the terms left out can add, as a fraction of a cell's weight times exp(-t^2/4): with points at most one bandwidth from
 * the centre 1.09 sum_{k >= 36} 1/sqrt(k!) (Cramer's bound on the Hermite polynomials).
 */
const TRUNCATION = 2.2e-21;

/** Up to so many points are summed one by one: a series costs as much. */
const FEW = 6;

/** Cells whose centre is farther off are left out. */
const REACH = 13;

/** What the cells left out can add: their points are at least REACH - 1 away. */
const LEFT_OUT = exp(-0.5 * (REACH - 1) * (REACH - 1));

/** Rounding of a term, as a fraction of its envelope: 20 ulp, for the recurrence is stable. */
const ROUNDING = 4.4e-15;

/** Largest relative error of a sum that is accepted. */
const TOLERANCE = 5e-13;

/** sqrt(k): He_k and sqrt(k) He_{k-1} have no zeros in common, so together they are an envelope. */
const ROOTS = Float64Array.from({ length: TERMS }, (_, k) => Math.sqrt(k));

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
  let error = LEFT_OUT;
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
    // He_{k+1} = x He_k - k He_{k-1}.
    let before = 0;
    let polynomial = 1;
    let sum = 0;
    let envelope = 0;
    for (let k = 0; k < TERMS; k++) {
      const moment = moments[c * TERMS + k];
      sum += moment * polynomial;
      envelope += Math.abs(moment) * (Math.abs(polynomial) + ROOTS[k] * Math.abs(before));
      const next = x * polynomial - k * before;
      before = polynomial;
      polynomial = next;
    }
    total += bell * sum;
    error += bell * envelope * ROUNDING + masses[c] * Math.sqrt(bell) * TRUNCATION;
  }
  return error <= TOLERANCE * total ? total : undefined;
}
