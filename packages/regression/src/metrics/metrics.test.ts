import type { MetricContext } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import type { RegressionParams } from '../params.js';
import { type RegressionTruth, regressionTruth } from '../truth.js';
import { regressionMetrics } from './index.js';

const truth = regressionTruth({
  dimension: 4,
  noiseVariance: 1,
  design: { kind: 'fresh' },
  estimator: { kind: 'ols' },
  covariance: { kind: 'power-law', exponent: 2 },
});

function evaluate(id: string, ...coefficients: number[]) {
  const context = { generation: 1, params: { coefficients: Float64Array.from(coefficients) }, truth, absorbedAt: undefined };
  const metric = regressionMetrics.find((candidate) => candidate.id === id)!;
  return metric.evaluate(context as unknown as MetricContext<RegressionParams, RegressionTruth>, { state: new Uint32Array(4) });
}

describe('w* = (1, 1, 1, 1)/2 with features of variance 1, 1/4, 1/9, 1/16', () => {
  it('has coefficients and spectrum as stated', () => {
    expect(truth.coefficients).toEqual(Float64Array.of(0.5, 0.5, 0.5, 0.5));
    truth.spectrum.forEach((value, j) => {
      expect(value).toBeCloseTo(1 / (j + 1) ** 2, 15);
    });
  });

  it.each([
    ['excess-test-error', [0.5, 0.5, 0.5, 0.5], 0],
    ['excess-test-error', [1.5, 0.5, 0.5, -0.5], 1 + 1 / 16],
    ['parameter-error-squared', [1.5, 0.5, 0.5, -1.5], 5],
    ['norm-ratio', [0, 0, 3, -4], 5],
    ['norm-ratio', [0, 0, 0, 0], 0],
  ])('%s of %j is %f', (id, coefficients, expected) => {
    expect(evaluate(id, ...coefficients)).toEqual({ status: 'ok', value: expect.closeTo(expected, 14) });
  });

  it.each(['excess-test-error', 'parameter-error-squared', 'norm-ratio'])('%s of an overflow diverges, with a reason', (id) => {
    expect(evaluate(id, 1e200, 0, 0, 0)).toMatchObject({ status: 'diverged', reason: expect.stringContaining('overflows') });
  });
});
