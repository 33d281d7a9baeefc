import { expWithin, fastExp, ln } from '@collapse-bench/core';
import { BLOCK } from './workspace.js';

/** Differences of log densities beyond this leave a responsibility of 1e-304, as good as 0. */
const WIDEST = 700;
/** Products are folded into the sum of logarithms before they could leave the range of doubles. */
const LARGE = 1e250;

/**
 * Turns the weighted log densities of points `from` to `to` of a block into responsibilities
 * r_j(x) = exp(l_j(x)) / sum_i exp(l_i(x)), largest first so that nothing overflows.
 *
 * Logarithms of the sums are taken of their running product, one for hundreds of points: the product's relative error, half
 * a unit in the last place a factor, is the sum's absolute error, the same as that of adding up logarithms.
 *
 * @param block k*BLOCK, row j for component j; overwritten
 * @returns sum of ln p(x) = ln sum_j exp(l_j(x)) over the points
 */
export function toResponsibilities(block: Float64Array, components: number, from: number, to: number): number {
  if (components === 1) return single(block, from, to);
  if (components === 2) return pair(block, from, to);
  return several(block, components, from, to);
}

function single(block: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) {
    sum += block[i];
    block[i] = 1;
  }
  return sum;
}

/** One exponential and no unpredictable branch a point. */
function pair(block: Float64Array, from: number, to: number): number {
  let sum = 0;
  let product = 1;
  for (let i = from; i < to; i++) {
    const log = block[i];
    const difference = block[BLOCK + i] - log;
    // max(l_0, l_1)
    sum += log + 0.5 * (difference + Math.abs(difference));
    const ratio = expWithin(Math.max(-WIDEST, Math.min(WIDEST, difference)));
    const first = 1 / (1 + ratio);
    block[i] = first;
    block[BLOCK + i] = ratio * first;
    // The larger of the two responsibilities, exp(max)/p: between 1/2 and 1.
    product *= 0.5 + Math.abs(first - 0.5);
  }
  // No less than 2^-256.
  return sum - ln(product);
}

function several(block: Float64Array, components: number, from: number, to: number): number {
  const end = components * BLOCK;
  let sum = 0;
  let product = 1;
  for (let i = from; i < to; i++) {
    let largest = block[i];
    for (let at = BLOCK + i; at < end; at += BLOCK) if (block[at] > largest) largest = block[at];
    let total = 0;
    for (let at = i; at < end; at += BLOCK) {
      const density = fastExp(block[at] - largest);
      block[at] = density;
      total += density;
    }
    const inverse = 1 / total;
    for (let at = i; at < end; at += BLOCK) block[at] *= inverse;
    sum += largest;
    product *= total;
    if (product > LARGE) {
      sum += ln(product);
      product = 1;
    }
  }
  return sum + ln(product);
}
