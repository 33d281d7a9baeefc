import {
  cholesky,
  exp,
  ln,
  logDeterminantFromCholesky,
  type Metric,
  needsModes,
  ok,
  type PointSet,
  type RealTruth,
  solveLower,
} from '@collapse-bench/core';
import type { KdeParams } from '../params.js';

const DRAWS = 500;

export const modeCoverage: Metric<KdeParams, RealTruth, PointSet> = {
  id: 'mode-coverage',
  summary: `Fraction of the real components that have at least half their weight in the model: the mean posterior probability of the component over ${DRAWS} draws of the model, which for a faithful model is its weight.`,
  source: 'Shumailov et al. 2305.17493, Definition 3.1 (late collapse entangles the modes)',
  unit: '1',
  direction: 'higher-is-better',
  margin: { kind: 'absolute', value: 0.05, reason: 'one run in twenty with a mode more or less' },
  needs: needsModes,
  evaluate: async ({ truth, sample }, rng) => {
    const shares = componentShares(truth, (await sample(DRAWS, rng)).points);
    const covered = truth.components.filter(({ weight }, i) => shares[i] >= weight / 2);
    return ok(covered.length / truth.components.length);
  },
};

/** Mean over the points of each component's posterior probability; they add up to 1. */
export function componentShares({ components, dimension }: RealTruth, points: Float64Array): Float64Array {
  const factors = components.map(({ covariance }) => {
    const factor = new Float64Array(dimension * dimension);
    cholesky(covariance, dimension, factor);
    return factor;
  });
  const constants = components.map(({ weight }, i) => ln(weight) - 0.5 * logDeterminantFromCholesky(factors[i], dimension));
  const shares = new Float64Array(components.length);
  const logs = new Float64Array(components.length);
  const displacement = new Float64Array(dimension);
  for (let row = 0; row < points.length; row += dimension) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < components.length; i++) {
      const { mean } = components[i];
      for (let j = 0; j < dimension; j++) displacement[j] = points[row + j] - mean[j];
      solveLower(factors[i], dimension, displacement, displacement);
      let squared = 0;
      for (let j = 0; j < dimension; j++) squared += displacement[j] * displacement[j];
      logs[i] = constants[i] - 0.5 * squared;
      largest = Math.max(largest, logs[i]);
    }
    let total = 0;
    for (let i = 0; i < logs.length; i++) {
      logs[i] = exp(logs[i] - largest);
      total += logs[i];
    }
    for (let i = 0; i < logs.length; i++) shares[i] += logs[i] / total;
  }
  const count = points.length / dimension;
  return shares.map((share) => share / count);
}
