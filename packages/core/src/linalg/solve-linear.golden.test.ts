import { describe, expect, it } from 'vitest';
import golden from './solve-linear.golden.json' with { type: 'json' };
import { solveLinear } from './solve-linear.js';

describe(`linear systems as NumPy ${golden.versions.numpy} solves them`, () => {
  it.each(golden.cases)('n = $n', ({ n, a, b, x }) => {
    const found = solveLinear(Float64Array.from(a), n, Float64Array.from(b));
    const scale = Math.max(...x.map(Math.abs));
    x.forEach((value, i) => {
      expect(Math.abs(found[i] - value)).toBeLessThanOrEqual(1e-12 * scale);
    });
  });
});
