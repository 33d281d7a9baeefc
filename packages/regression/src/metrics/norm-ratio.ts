import { type Metric, ok } from '@collapse-bench/core';
import type { RegressionParams } from '../params.js';
import type { RegressionTruth } from '../truth.js';

export const normRatio: Metric<RegressionParams, RegressionTruth> = {
  id: 'norm-ratio',
  summary: 'Length of the coefficients over that of the true ones, |w| / |w*|: ridge shrinks it, label noise makes it grow.',
  source: 'Dohmatob et al. 2402.07712 (bias and variance of refitted ridge regression)',
  unit: '1',
  direction: 'higher-is-better',
  margin: { kind: 'absolute', value: 0.05, reason: 'a twentieth of the true length' },
  evaluate: ({ params: { coefficients }, truth }) => {
    const ratio = length(coefficients) / length(truth.coefficients);
    return ratio < Number.POSITIVE_INFINITY ? ok(ratio) : { status: 'diverged', reason: 'the squared length overflows' };
  },
};

function length(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}
