import { describe, expect, it } from 'vitest';
import golden from './symmetric-eigenvalues.golden.json' with { type: 'json' };
import { symmetricEigenvalues } from './symmetric-eigenvalues.js';

describe(`eigenvalues as NumPy ${golden.versions.numpy} has them (eigvalsh)`, () => {
  it.each(golden.cases)('$name', ({ dimension, matrix, values }) => {
    const found = symmetricEigenvalues(Float64Array.from(matrix), dimension);
    const scale = Math.max(...values.map(Math.abs));
    values.forEach((value, i) => {
      expect(Math.abs(found[i] - value)).toBeLessThanOrEqual(2e-15 * dimension * scale);
    });
  });
});
