import { describe, expect, it } from 'vitest';
import golden from './gaussian-density.golden.json' with { type: 'json' };
import { gaussianDensityAt } from './gaussian-density.js';

describe(`Gaussian density as SciPy ${golden.versions.scipy} has it (multivariate_normal.pdf)`, () => {
  it.each(golden.cases)('dimension $dimension', ({ dimension, point, mean, covariance, density }) => {
    const found = gaussianDensityAt(Float64Array.from(point), Float64Array.from(mean), Float64Array.from(covariance), dimension);
    expect(Math.abs((found as number) / density - 1)).toBeLessThan(1e-11);
  });
});
