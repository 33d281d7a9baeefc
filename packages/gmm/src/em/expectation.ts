import type { PointSet } from '@collapse-bench/core';
import { accumulate, clearSums } from './accumulate.js';
import { logDensities } from './log-densities.js';
import { toResponsibilities } from './responsibilities.js';
import { BLOCK, type Workspace } from './workspace.js';

/**
 * The E step, and the sums that the M step needs, in one pass over the points.
 *
 * @returns sum of weight * ln p(x) over the points, in nats
 */
export function expectation({ points, count, weights }: PointSet, workspace: Workspace): number {
  const { components } = workspace;
  clearSums(workspace);
  let sum = 0;
  for (let start = 0; start < count; start += BLOCK) {
    const size = Math.min(BLOCK, count - start);
    for (let j = 0; j < components; j++) logDensities(points, start, size, j, workspace);
    sum +=
      weights === undefined
        ? toResponsibilities(workspace.block, components, 0, size)
        : toWeightedResponsibilities(workspace.block, components, weights, start, size);
    for (let j = 0; j < components; j++) accumulate(points, start, size, j, workspace);
  }
  return sum;
}

/** Weights come in long runs (real data, then synthetic data), each of which is like a set without weights. */
function toWeightedResponsibilities(
  block: Float64Array,
  components: number,
  weights: Float64Array,
  start: number,
  size: number,
): number {
  let sum = 0;
  let from = 0;
  while (from < size) {
    const weight = weights[start + from];
    let to = from + 1;
    while (to < size && weights[start + to] === weight) to++;
    sum += weight * toResponsibilities(block, components, from, to);
    if (weight !== 1) {
      for (let j = 0; j < components; j++) for (let i = from; i < to; i++) block[j * BLOCK + i] *= weight;
    }
    from = to;
  }
  return sum;
}
