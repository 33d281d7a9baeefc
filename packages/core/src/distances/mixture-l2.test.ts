import { describe, expect, it } from 'vitest';
import { type GaussianMixture, mixtureL2Squared } from './mixture-l2.js';

function line(weights: number[], means: number[], variances: number[]): GaussianMixture {
  return {
    dimension: 1,
    weights: Float64Array.from(weights),
    means: Float64Array.from(means),
    covariances: Float64Array.from(variances),
  };
}

describe('L2 distance between Gaussian mixtures', () => {
  it('is 1/sqrt(pi) (1 - exp(-m^2/4)) for unit variances m apart', () => {
    for (const m of [0.5, 1, 10]) {
      const found = mixtureL2Squared(line([1], [0], [1]), line([1], [m], [1]));
      expect(found).toBeCloseTo((1 - Math.exp(-m * m * 0.25)) / Math.sqrt(Math.PI), 14);
    }
  });

  it('does not see how a mixture is written down', () => {
    const p = line([0.25, 0.75, 0], [0, 3, 100], [1, 2, 0]);
    const q = line([0.375, 0.25, 0.375], [3, 0, 3], [2, 1, 2]);
    expect(mixtureL2Squared(p, q)).toBeLessThan(1e-15);
    const other = line([1], [1], [1]);
    expect(mixtureL2Squared(p, other)).toBeCloseTo(mixtureL2Squared(other, q), 15);
  });

  it('is zero for equals and never negative', () => {
    const p = line([0.3, 0.7], [0, 3], [1, 2]);
    expect(mixtureL2Squared(p, p)).toBe(0);
    for (let i = 1; i <= 50; i++) {
      expect(mixtureL2Squared(p, line([0.3, 0.7], [0, 3], [1, 2 + i * 1e-12]))).toBeGreaterThanOrEqual(0);
    }
  });

  it('is infinite for point masses, except against themselves', () => {
    const point = line([1], [0], [0]);
    expect(mixtureL2Squared(point, line([1], [0], [1]))).toBe(Infinity);
    expect(mixtureL2Squared(line([1], [0], [1]), point)).toBe(Infinity);
    expect(mixtureL2Squared(point, line([1], [1], [0]))).toBe(Infinity);
    expect(mixtureL2Squared(point, line([0.5, 0.5], [0, 0], [0, 0]))).toBe(Infinity);
    expect(mixtureL2Squared(point, point)).toBe(0);
  });

  it('refuses empty mixtures, wrong lengths and different dimensions', () => {
    const p = line([1], [0], [1]);
    expect(() => mixtureL2Squared(p, line([], [], []))).toThrow('q: expected at least one component, found none');
    expect(() => mixtureL2Squared(line([1], [0, 1], [1]), p)).toThrow(RangeError);
    const plane = {
      dimension: 2,
      weights: Float64Array.of(1),
      means: new Float64Array(2),
      covariances: Float64Array.of(1, 0, 0, 1),
    };
    expect(() => mixtureL2Squared(p, plane)).toThrow('q: expected dimension 1 as p has, found 2');
    expect(() => mixtureL2Squared({ ...p, dimension: 0 }, p)).toThrow(RangeError);
  });
});
