import { describe, expect, it } from 'vitest';
import golden from './symmetric-square-root.golden.json' with { type: 'json' };
import { symmetricSquareRoot } from './symmetric-square-root.js';

describe(`square root as SciPy ${golden.versions.scipy} has it (sqrtm)`, () => {
  it.each(golden.cases)('dimension $dimension', ({ dimension, matrix, squareRoot }) => {
    const found = symmetricSquareRoot(Float64Array.from(matrix), dimension);
    const scale = Math.max(...squareRoot);
    squareRoot.forEach((entry, i) => {
      expect(Math.abs(found[i] - entry)).toBeLessThanOrEqual(1e-13 * scale);
    });
  });
});
