import { type Metric, ok } from '@collapse-bench/core';
import type { RegressionParams } from '../params.js';
import type { RegressionTruth } from '../truth.js';

export const parameterErrorSquared: Metric<RegressionParams, RegressionTruth> = {
  id: 'parameter-error-squared',
  summary: 'Squared Euclidean distance of the coefficients from the true ones, |w - w*|^2; w* has length 1.',
  source: 'Gerstgrasser et al. 2404.01413, Section 3',
  unit: '1',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.1, reason: 'regimes that differ in kind differ by factors, not by tenths' },
  evaluate: ({ params: { coefficients }, truth }) => {
    let sum = 0;
    for (let j = 0; j < truth.dimension; j++) {
      const error = coefficients[j] - truth.coefficients[j];
      sum += error * error;
    }
    return sum < Number.POSITIVE_INFINITY ? ok(sum) : { status: 'diverged', reason: 'the squared error overflows' };
  },
};
