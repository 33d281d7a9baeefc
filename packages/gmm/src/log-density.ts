import type { GaussianMixture, PointSet } from '@collapse-bench/core';
import { factorise } from './em/inverse-factors.js';
import { logDensities } from './em/log-densities.js';
import { toResponsibilities } from './em/responsibilities.js';
import { BLOCK, createWorkspace, type Workspace } from './em/workspace.js';

/**
 * Calls `visit` for blocks of points with the weighted log densities ln w_j + ln N(x; m_j, S_j) of a mixture's components, row j
 * for component j.
 *
 * @returns false where a covariance is singular, so that there is no density
 */
function overBlocks(
  mixture: GaussianMixture,
  { points, count }: PointSet,
  visit: (workspace: Workspace, start: number, size: number) => void,
): boolean {
  const components = mixture.weights.length;
  const workspace = createWorkspace(components, mixture.dimension);
  workspace.weights.set(mixture.weights);
  workspace.means.set(mixture.means);
  workspace.covariances.set(mixture.covariances);
  if (factorise(workspace) >= 0) return false;
  for (let start = 0; start < count; start += BLOCK) {
    const size = Math.min(BLOCK, count - start);
    for (let j = 0; j < components; j++) logDensities(points, start, size, j, workspace);
    visit(workspace, start, size);
  }
  return true;
}

/** Sum of ln p(x) over the points, in nats; undefined where a covariance is singular, so that there is no density. */
export function logLikelihood(mixture: GaussianMixture, data: PointSet): number | undefined {
  let sum = 0;
  const regular = overBlocks(mixture, data, ({ block, components }, _, size) => {
    sum += toResponsibilities(block, components, 0, size);
  });
  return regular ? sum : undefined;
}

/**
 * -ln p(x) of each point, in nats.
 *
 * @returns length count; Infinity everywhere where a covariance is singular: a point mass next to densities
 */
export function surprises(mixture: GaussianMixture, data: PointSet): Float64Array {
  const out = new Float64Array(data.count).fill(Number.POSITIVE_INFINITY);
  overBlocks(mixture, data, ({ block, components }, start, size) => {
    for (let i = 0; i < size; i++) out[start + i] = -toResponsibilities(block, components, i, i + 1);
  });
  return out;
}

/** Mean over the points of the probability that they come from each component; length k. Undefined as above. */
export function meanResponsibilities(mixture: GaussianMixture, data: PointSet): Float64Array | undefined {
  const shares = new Float64Array(mixture.weights.length);
  const regular = overBlocks(mixture, data, ({ block, components }, _, size) => {
    toResponsibilities(block, components, 0, size);
    for (let j = 0; j < components; j++) {
      for (let i = 0; i < size; i++) shares[j] += block[j * BLOCK + i] / data.count;
    }
  });
  return regular ? shares : undefined;
}
