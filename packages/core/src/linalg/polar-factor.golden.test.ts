import { describe, expect, it } from 'vitest';
import golden from './polar-factor.golden.json' with { type: 'json' };
import { orthogonalPolarFactor } from './polar-factor.js';

describe(`polar factor as SciPy ${golden.versions.scipy} has it (polar)`, () => {
  it.each(golden.cases)('dimension $dimension', ({ dimension, matrix, orthogonal }) => {
    const found = orthogonalPolarFactor(Float64Array.from(matrix), dimension);
    orthogonal.forEach((entry, i) => {
      expect(Math.abs(found[i] - entry)).toBeLessThanOrEqual(1e-12);
    });
  });
});
