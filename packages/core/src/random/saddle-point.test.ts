import { expect, test } from 'vitest';
import { gammaln, ln } from '../special.js';
import { binomialLogWeight, deviance, stirlingRemainder } from './saddle-point.js';

test('the remainder completes Stirling to the log factorial, in the table and in the series', () => {
  for (let k = 1; k <= 60; k++) {
    const logFactorial = (k + 0.5) * ln(k) - k + 0.5 * ln(2 * Math.PI) + stirlingRemainder(k);
    expect(Math.abs(logFactorial - gammaln(k + 1))).toBeLessThan(2e-14 * Math.max(1, gammaln(k + 1)));
  }
  expect(stirlingRemainder(0)).toBeCloseTo(-0.5 * ln(2 * Math.PI), 15);
});

test('the deviance is continuous where the series takes over, and its minimum is 0 at the mean', () => {
  expect(deviance(7, 7, 0)).toBe(0);
  expect(deviance(0, 7, -7)).toBe(7);
  for (const x of [1, 50, 1e6]) {
    for (const v of [-0.1, 0.1]) {
      // x - mean = v (x + mean)
      const mean = (x * (1 - v)) / (1 + v);
      const direct = x * ln(x / mean) - x + mean;
      for (const nudge of [0.999, 1.001]) {
        const near = (x * (1 - v * nudge)) / (1 + v * nudge);
        expect(Math.abs(deviance(x, near, x - near) / direct - 1)).toBeLessThan(0.0025);
        expect(Math.abs(deviance(x, near, x - near) - (x * ln(x / near) - x + near))).toBeLessThan(1e-14 * x);
      }
    }
  }
});

test('binomial weights, once normalised, are the binomial coefficients', () => {
  const n = 20;
  const choose = [1];
  for (let k = 1; k <= n; k++) choose.push((choose[k - 1] * (n - k + 1)) / k);
  const weights = choose.map((_, k) => binomialLogWeight(k, n, n / 2, n / 2, k - n / 2));
  for (let k = 0; k <= n; k++) expect(Math.abs(weights[k] - weights[0] - ln(choose[k]))).toBeLessThan(1e-13);
});
