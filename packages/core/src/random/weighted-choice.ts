import type { Rng } from './rng.js';
import { uniform, uniformInteger } from './xoshiro128.js';

/** Walker's alias table: n equal columns, each shared by at most two values. */
export interface AliasTable {
  /** Float64Array[n]: share of column i that belongs to value i. */
  readonly share: Float64Array;
  /** Uint32Array[n]: the value that has the rest of column i. */
  readonly alias: Uint32Array;
}

/**
 * Prepares draws from a discrete distribution (Walker 1977; Vose 1991, doi 10.1109/32.92917): O(n) once.
 *
 * @param weights Float64Array[n], >= 0 and finite, in any unit, with a positive and finite sum; 1 <= n <= 2^32
 * @throws RangeError if they are anything else
 */
export function createAliasTable(weights: Float64Array): AliasTable {
  const n = weights.length;
  let total = 0;
  for (let i = 0; i < n; i++) {
    if (!(weights[i] >= 0)) throw new RangeError(`createAliasTable: expected weights >= 0, found ${weights[i]} at ${i}`);
    total += weights[i];
  }
  if (!(total > 0 && total < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`createAliasTable: expected weights with a positive finite sum, found ${total}`);
  }
  const share = new Float64Array(n);
  const alias = new Uint32Array(n);
  // One stack from either end: columns below the average from the left, the others from the right.
  const stacks = new Uint32Array(n);
  let small = 0;
  let large = n;
  for (let i = 0; i < n; i++) {
    share[i] = (weights[i] / total) * n;
    alias[i] = i;
    if (share[i] < 1) stacks[small++] = i;
    else stacks[--large] = i;
  }
  while (small > 0 && large < n) {
    const poor = stacks[--small];
    const rich = stacks[large];
    alias[poor] = rich;
    share[rich] -= 1 - share[poor];
    if (share[rich] < 1) {
      large++;
      stacks[small++] = rich;
    }
  }
  // What is left over is full but for rounding (the shares left sum to the columns left), so never a weight of 0.
  while (large < n) share[stacks[large++]] = 1;
  while (small > 0) share[stacks[--small]] = 1;
  return { share, alias };
}

/** A value 0 ... n - 1 with probability weight / sum of weights: O(1). A weight of 0 never comes up. */
export function weightedChoice(rng: Rng, table: AliasTable): number {
  const column = uniformInteger(rng, table.share.length);
  return uniform(rng) < table.share[column] ? column : table.alias[column];
}
