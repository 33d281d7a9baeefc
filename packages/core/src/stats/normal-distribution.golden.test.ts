import { describe, expect, it } from 'vitest';
import golden from './normal-distribution.golden.json' with { type: 'json' };
import { normalCdf, normalQuantile, twoSidedNormalP } from './normal-distribution.js';

describe(`normal distribution by mpmath ${golden.versions.mpmath} with 50 digits`, () => {
  it.each(golden.cdf)('at $z', ({ z, cdf, twoSided }) => {
    // A rounding of z matters z^2 times as much in the tail.
    const tolerance = 1e-15 * (1 + z * z);
    expect(Math.abs(normalCdf(z) / cdf - 1)).toBeLessThan(tolerance);
    expect(Math.abs(twoSidedNormalP(z) / twoSided - 1)).toBeLessThan(tolerance);
  });

  it.each(golden.quantile)('the quantile of $probability', ({ probability, quantile }) => {
    expect(Math.abs(normalQuantile(probability) - quantile)).toBeLessThanOrEqual(2e-15 * Math.max(1, Math.abs(quantile)));
  });
});
