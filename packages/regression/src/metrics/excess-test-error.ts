import { type Metric, ok } from '@collapse-bench/core';
import type { RegressionParams } from '../params.js';
import type { RegressionTruth } from '../truth.js';

export const excessTestError: Metric<RegressionParams, RegressionTruth> = {
  id: 'excess-test-error',
  summary: "Squared error on new rows beyond the noise, (w - w*)' Sigma (w - w*).",
  source: 'Gerstgrasser et al. 2404.01413, Section 3; Dohmatob et al. 2402.07712',
  unit: 'squared unit of the labels',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.1, reason: 'regimes that differ in kind differ by factors, not by tenths' },
  evaluate: ({ params: { coefficients }, truth }) => {
    let sum = 0;
    for (let j = 0; j < truth.dimension; j++) {
      const error = coefficients[j] - truth.coefficients[j];
      sum += truth.spectrum[j] * error * error;
    }
    return sum < Number.POSITIVE_INFINITY ? ok(sum) : { status: 'diverged', reason: 'the squared error overflows' };
  },
};
