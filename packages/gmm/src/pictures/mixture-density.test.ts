import { type GaussianMixture, gaussianDensityAt } from '@collapse-bench/core';
import { describe, expect, test } from 'vitest';
import { densityCurve, mixtureDensity } from './mixture-density.js';

const mixture = (...components: [number, number, number][]): GaussianMixture => ({
  dimension: 1,
  weights: Float64Array.from(components, ([weight]) => weight),
  means: Float64Array.from(components, ([, mean]) => mean),
  covariances: Float64Array.from(components, ([, , covariance]) => covariance),
});
const places = (curve: Float64Array) => curve.filter((_, i) => i % 2 === 0);
/** By the trapezoidal rule. */
const area = (curve: Float64Array) => {
  let sum = 0;
  for (let i = 2; i < curve.length; i += 2) sum += ((curve[i] - curve[i - 2]) * (curve[i + 1] + curve[i - 1])) / 2;
  return sum;
};

describe('the density of a mixture', () => {
  test('is the weighted sum of its components', () => {
    const both = mixture([0.25, -2, 1], [0.75, 2, 0.5]);
    for (const x of [-3, 0, 1.9]) {
      const at = Float64Array.of(x);
      const one = gaussianDensityAt(at, Float64Array.of(-2), Float64Array.of(1), 1)!;
      const other = gaussianDensityAt(at, Float64Array.of(2), Float64Array.of(0.5), 1)!;
      expect(mixtureDensity(both, x)).toBeCloseTo(0.25 * one + 0.75 * other, 14);
    }
  });

  test('is infinite at a point mass, and there alone', () => {
    const mass = mixture([0.5, 1, 0], [0.5, 0, 1]);
    expect(mixtureDensity(mass, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(mixtureDensity(mass, 0)).toBeCloseTo(0.5 * 0.3989422804014327, 14);
  });
});

describe('its curve', () => {
  test.each([1, 0.01, 1e-5])('sees a component of standard deviation %s whole', (sd) => {
    const curve = densityCurve(mixture([0.5, -3, 1], [0.5, Math.SQRT1_2, sd * sd]), -8, 8, Number.MAX_VALUE);
    const x = places(curve);
    expect(x).toEqual(Float64Array.from(x).sort());
    expect(area(curve)).toBeGreaterThan(0.97);
    expect(area(curve)).toBeLessThan(1.03);
  });

  test('is no higher than it may be', () => {
    const curve = densityCurve(mixture([1, 0, 0]), -1, 1, 3);
    expect(Math.max(...curve.filter((_, i) => i % 2 === 1))).toBe(3);
  });
});
