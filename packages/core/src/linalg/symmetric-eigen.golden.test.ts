import { describe, expect, it } from 'vitest';
import golden from './symmetric-eigen.golden.json' with { type: 'json' };
import { symmetricEigen } from './symmetric-eigen.js';

describe(`eigenvalues as NumPy ${golden.versions.numpy} has them (eigh)`, () => {
  it.each(golden.cases)('dimension $dimension', ({ dimension, matrix, values }) => {
    const found = symmetricEigen(Float64Array.from(matrix), dimension).values;
    const scale = Math.max(...values.map(Math.abs));
    values.forEach((value, i) => {
      expect(Math.abs(found[i] - value)).toBeLessThanOrEqual(2e-15 * dimension * scale);
    });
  });
});
