import { describe, expect, it } from 'vitest';
import golden from './quantile.golden.json' with { type: 'json' };
import { quantile } from './quantile.js';

describe(`quantiles as NumPy ${golden.versions.numpy} has them`, () => {
  it.each(golden.cases.map((golden, index) => ({ index, ...golden })))(
    'sample $index',
    ({ values, probabilities, quantiles }) => {
      const found = probabilities.map((p) => quantile(Float64Array.from(values), p));
      found.forEach((q, i) => {
        expect(Math.abs(q - quantiles[i])).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(quantiles[i])));
      });
    },
  );
});
