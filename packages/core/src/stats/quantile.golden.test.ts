import { describe, expect, it } from 'vitest';
import golden from './quantile.golden.json' with { type: 'json' };
import { quantile } from './quantile.js';

describe(`quantiles as NumPy ${golden.versions.numpy} has them`, () => {
  it.each(golden.cases.map((golden, index) => ({ index, ...golden })))(
    'sample $index',
    ({ values, probabilities, quantiles }) => {
      // To the last bit: the same formula, the same rounding.
      expect(probabilities.map((p) => quantile(Float64Array.from(values), p))).toEqual(quantiles);
    },
  );
});
