import { describe, expect, it } from 'vitest';
import golden from './least-squares.golden.json' with { type: 'json' };
import { leastSquares } from './least-squares.js';

describe(`fits by NumPy ${golden.versions.numpy} (lstsq) and scikit-learn ${golden.versions['scikit-learn']} (Ridge)`, () => {
  it.each(golden.cases)('$name', ({ count, dimension, x, y, weights, penalty, coefficients }) => {
    const rows = { count, x: Float64Array.from(x), y: Float64Array.from(y) };
    const data = weights === null ? rows : { ...rows, weights: Float64Array.from(weights) };
    const found = leastSquares(data, dimension, penalty);
    const scale = Math.sqrt(coefficients.reduce((sum, w) => sum + w * w, 0));
    expect(found).toHaveLength(dimension);
    coefficients.forEach((expected, j) => {
      expect(Math.abs(found[j] - expected) / scale).toBeLessThan(2e-12);
    });
  });
});
