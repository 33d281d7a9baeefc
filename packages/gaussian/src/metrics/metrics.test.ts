import { type RealTruth, realTruth } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import type { GaussianParams } from '../params.js';
import { evaluate as evaluateMetric } from '../testing/evaluate.js';
import { gaussianMetrics } from './index.js';

const one = realTruth({ kind: 'normal', mean: [1], covariance: [[4]] });
const two = realTruth({
  kind: 'normal',
  mean: [1, -1],
  covariance: [
    [2, 0.5],
    [0.5, 1],
  ],
});
const mixture = realTruth({
  kind: 'mixture',
  components: [
    { weight: 0.5, mean: [-4], covariance: [[1]] },
    { weight: 0.5, mean: [4], covariance: [[1]] },
  ],
});

function evaluate(id: string, params: GaussianParams, truth: RealTruth, absorbedAt?: number) {
  const metric = gaussianMetrics.find((candidate) => candidate.id === id)!;
  return evaluateMetric(metric, { generation: 7, params, truth, absorbedAt });
}

const line = (mean: number, variance: number) => ({ mean: Float64Array.of(mean), covariance: Float64Array.of(variance) });

describe('a faithful model', () => {
  it.each([
    ['w2-squared', 0],
    ['mean-shift-squared', 0],
    ['variance-ratio', 1],
    ['log-det-ratio', 0],
    ['kl', 0],
    ['l2-squared', 0],
  ])('has %s of %i in one and two dimensions', (id, expected) => {
    expect(evaluate(id, one, one)).toEqual({ status: 'ok', value: expected });
    // The optimal transport's rotation is computed, so its distance is 0 to rounding only.
    expect(evaluate(id, two, two)).toEqual({ status: 'ok', value: expect.closeTo(expected, 15) });
  });

  it('has its 5% in the tails', () => {
    expect(evaluate('tail-mass', one, one)).toEqual({ status: 'ok', value: expect.closeTo(0.05, 14) });
  });
});

describe('values by hand', () => {
  const fitted = line(2, 1);

  it.each([
    ['w2-squared', 1 + 1],
    ['mean-shift-squared', 1],
    ['mean-absolute-error', 1],
    ['mean', 2],
    ['standard-deviation', 1],
    ['variance-ratio', 0.25],
    ['log-det-ratio', -2 * Math.LN2],
    // ln(s/sigma) + (sigma^2 + d^2)/(2 s^2) - 1/2
    ['kl', -Math.LN2 + 5 / 2 - 0.5],
    // P(N(2, 1) outside 1 +- 1.96 * 2) by scipy.stats.norm
    ['tail-mass', 0.001750994376023962],
  ])('%s of N(2, 1) against N(1, 4)', (id, expected) => {
    expect(evaluate(id, fitted, one)).toEqual({ status: 'ok', value: expect.closeTo(expected, 7) });
  });

  it('l2-squared is the integral of the squared difference', () => {
    let integral = 0;
    const density = (x: number, m: number, v: number) => Math.exp(-((x - m) ** 2) / (2 * v)) / Math.sqrt(2 * Math.PI * v);
    for (let x = -30; x <= 30; x += 0.001) {
      integral += 0.001 * (0.5 * density(x, -4, 1) + 0.5 * density(x, 4, 1) - density(x, 1, 9)) ** 2;
    }
    expect(evaluate('l2-squared', line(1, 9), mixture)).toEqual({ status: 'ok', value: expect.closeTo(integral, 10) });
  });

  it('the moments of a mixture include what lies between its components', () => {
    expect(mixture.mean).toEqual(Float64Array.of(0));
    expect(mixture.covariance).toEqual(Float64Array.of(17));
  });
});

describe('a point mass', () => {
  it.each(['log-det-ratio', 'kl', 'l2-squared'])('makes %s diverge, with a reason', (id) => {
    expect(evaluate(id, line(1, 0), one)).toMatchObject({ status: 'diverged', reason: expect.stringContaining('singular') });
    const flat = { mean: two.mean, covariance: Float64Array.of(1, 1, 1, 1) };
    expect(evaluate(id, flat, two).status).toBe('diverged');
  });

  it('keeps its other values', () => {
    expect(evaluate('w2-squared', line(1, 0), one)).toEqual({ status: 'ok', value: 4 });
    expect(evaluate('tail-mass', line(1, 0), one)).toEqual({ status: 'ok', value: 0 });
    expect(evaluate('tail-mass', line(9, 0), one)).toEqual({ status: 'ok', value: 1 });
  });

  it('has an absorption time, and before that none', () => {
    expect(evaluate('absorption-time', line(1, 0), one, 5)).toEqual({ status: 'ok', value: 5 });
    expect(evaluate('absorption-time', line(1, 0), one)).toMatchObject({
      status: 'undefined',
      reason: 'not absorbed by generation 7',
    });
  });
});

it('says which truths a metric needs', () => {
  const skipped = (truth: RealTruth) => gaussianMetrics.filter((m) => m.needs?.(truth) !== undefined).map(({ id }) => id);
  expect(skipped(one)).toEqual([]);
  expect(skipped(two)).toEqual(['mean-absolute-error', 'mean', 'standard-deviation', 'tail-mass']);
  expect(skipped(mixture)).toEqual(['w2-squared', 'kl', 'tail-mass']);
});
