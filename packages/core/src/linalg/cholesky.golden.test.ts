import { describe, expect, it } from 'vitest';
import golden from './cholesky.golden.json' with { type: 'json' };
import { cholesky, inverseFromCholesky, logDeterminantFromCholesky } from './cholesky.js';

describe(`Cholesky factor as NumPy ${golden.versions.numpy} has it`, () => {
  it.each(golden.cases)('dimension $dimension', ({ dimension, matrix, factor, logDeterminant, inverse }) => {
    const found = new Float64Array(dimension * dimension);
    expect(cholesky(Float64Array.from(matrix), dimension, found)).toBe(true);
    const foundInverse = inverseFromCholesky(found, dimension, new Float64Array(dimension * dimension));
    const inverseScale = Math.max(...inverse.map(Math.abs));
    for (let i = 0; i < factor.length; i++) {
      expect(Math.abs(found[i] - factor[i])).toBeLessThanOrEqual(1e-13 * Math.max(...factor.map(Math.abs)));
      // The condition numbers of these matrices stay below 1e4.
      expect(Math.abs(foundInverse[i] - inverse[i])).toBeLessThanOrEqual(1e-11 * inverseScale);
    }
    expect(Math.abs(logDeterminantFromCholesky(found, dimension) - logDeterminant)).toBeLessThan(1e-12);
  });
});
