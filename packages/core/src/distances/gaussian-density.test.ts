import { describe, expect, it } from 'vitest';
import { gaussianDensityAt } from './gaussian-density.js';

describe('Gaussian density', () => {
  it('is 1 / sqrt(2 pi) at the centre of the standard normal', () => {
    const zero = Float64Array.of(0);
    expect(gaussianDensityAt(zero, zero, Float64Array.of(1), 1)).toBeCloseTo(0.3989422804014327, 15);
  });

  it('has none for a singular covariance', () => {
    expect(gaussianDensityAt(new Float64Array(2), new Float64Array(2), Float64Array.of(1, 1, 1, 1), 2)).toBeUndefined();
  });

  it('vanishes far away instead of failing', () => {
    expect(gaussianDensityAt(Float64Array.of(1e200), Float64Array.of(0), Float64Array.of(1), 1)).toBe(0);
  });
});
