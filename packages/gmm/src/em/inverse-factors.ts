import { cholesky, ln } from '@collapse-bench/core';
import type { Workspace } from './workspace.js';

/** ln(2 pi) / 2. */
const HALF_LN_TWO_PI = 0.9189385332046728;

/** A standard deviation below this part of the mean is rounding of the points and nothing else. */
const FINEST = Number.EPSILON / 4;

/**
 * Writes L^-1 of every covariance and the logarithms of the densities' scales.
 *
 * @returns the first component whose covariance is singular to working precision or not finite, -1 where there is none
 */
export function factorise(workspace: Workspace): number {
  const { components, dimension, covarianceOf, inverseFactorOf, logScales, weights } = workspace;
  for (let component = 0; component < components; component++) {
    if (isThinnerThanRounding(workspace, component)) return component;
    const factor = inverseFactorOf[component];
    if (!cholesky(covarianceOf[component], dimension, factor)) return component;
    invertLowerTriangle(factor, dimension);
    let sum = ln(weights[component]) - dimension * HALF_LN_TWO_PI;
    for (let i = 0; i < dimension; i++) sum += ln(factor[i * dimension + i]);
    logScales[component] = sum;
  }
  return -1;
}

function isThinnerThanRounding({ dimension, means, covarianceOf }: Workspace, component: number): boolean {
  for (let a = 0; a < dimension; a++) {
    const finest = FINEST * means[component * dimension + a];
    if (covarianceOf[component][a * dimension + a] < finest * finest) return true;
  }
  return false;
}

/** Turns a lower-triangular matrix into its inverse, row by row from the top. */
function invertLowerTriangle(factor: Float64Array, dimension: number): void {
  for (let i = 0; i < dimension; i++) {
    const row = i * dimension;
    const inverse = 1 / factor[row + i];
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum += factor[row + k] * factor[k * dimension + j];
      // Row i of the inverse needs row i of the factor from column j on, so from the left in place.
      factor[row + j] = -sum * inverse;
    }
    factor[row + i] = inverse;
  }
}
