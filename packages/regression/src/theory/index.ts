import type { Oracle, Prediction } from '@collapse-bench/core';
import { regressionTruth } from '../truth.js';
import { leastSquaresErrors } from './least-squares-errors.js';
import { ridgeError } from './ridge-oracle.js';
import type { RegressionSetting } from './setting.js';

/**
 * T - d from which on the error of one replicate has a skewness below 5 (4.6 at d = 1, less above), so that a normal test of
 * the mean over replicates is to be trusted: 1/chi^2 variables have few moments.
 */
const LEAST_MARGIN = 12;

/** All that is known in closed form of this system. */
export const regressionOracles: readonly Oracle<RegressionSetting>[] = [
  {
    id: 'L1-excess-test-error',
    summary:
      'Least squares, Gaussian rows, exact: replace sigma^2 d/(T - d - 1) n, sigma^2 d/(T - d - 1) (1 + (n - 1) v) where labels are drawn with v times the noise (temperature, top-p); accumulate sigma^2 d/(T - d - 1) sum 1/i^2 (fixed design) or sigma^2 sum d/(i (i T - d - 1)) (fresh rows); fixed-real and fresh-real by recursion.',
    metric: 'excess-test-error',
    statistic: { kind: 'mean' },
    predict: (setting, fits) => predict(setting, fits, 'test error'),
  },
  {
    id: 'L2-parameter-error-squared',
    summary: 'Least squares, Gaussian rows, exact: as L1 with Tr Sigma^-1 in place of d.',
    metric: 'parameter-error-squared',
    statistic: { kind: 'mean' },
    predict: (setting, fits) => predict(setting, fits, 'coefficients'),
  },
  {
    id: 'L3-accumulate-bound',
    summary: 'Least squares, fixed design, accumulate with the real data: at most sigma^2 d/(T - d - 1) pi^2/6 for ever.',
    metric: 'excess-test-error',
    statistic: { kind: 'mean' },
    predict: ({ system, mitigation, samples }) => {
      const { dimension, design, estimator, noiseVariance } = system;
      if (estimator.kind !== 'ols' || design.kind !== 'fixed' || !hasError(samples, dimension)) return undefined;
      if (mitigation.id !== 'accumulate' || !mitigation.keepReal || samples < dimension + LEAST_MARGIN) return undefined;
      const limit = (Math.PI * Math.PI) / 6;
      return { value: ((noiseVariance * dimension) / (samples - dimension - 1)) * limit, kind: 'upper-bound' };
    },
  },
  {
    id: 'L4-ridge-excess-test-error',
    summary:
      "Ridge, isotropic rows, d/T fixed and both large: bias and variance along each eigenvector of the design, averaged over Marchenko and Pastur's law.",
    metric: 'excess-test-error',
    statistic: { kind: 'mean' },
    predict: (setting, fits) => (Number.isFinite(setting.samples) ? ridgeError(setting, fits) : undefined),
  },
];

/** Whether the expected error of one fit is finite. */
function hasError(samples: number, dimension: number): boolean {
  return Number.isFinite(samples) && samples >= dimension + 2;
}

function predict(setting: RegressionSetting, fits: number, of: 'test error' | 'coefficients'): Prediction | undefined {
  const { system, samples } = setting;
  if (system.estimator.kind !== 'ols' || !hasError(samples, system.dimension)) return undefined;
  const { spectrum } = regressionTruth(system);
  const errors = leastSquaresErrors(setting, fits, of === 'test error' ? spectrum.map(() => 1) : spectrum.map((s) => 1 / s));
  if (errors === undefined || !Number.isFinite(errors.mean)) return undefined;
  const kind = samples - system.dimension >= LEAST_MARGIN ? 'exact' : 'asymptotic';
  if (errors.variance === undefined || !Number.isFinite(errors.variance)) return { value: errors.mean, kind };
  return { value: errors.mean, deviation: Math.sqrt(Math.max(0, errors.variance)), kind };
}
