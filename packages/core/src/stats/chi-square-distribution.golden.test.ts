import { describe, expect, it } from 'vitest';
import golden from './chi-square-distribution.golden.json' with { type: 'json' };
import { centralVariance, chiSquareCdf, chiSquareQuantile, leastChiSquareMean } from './chi-square-distribution.js';

describe('SciPy', () => {
  it.each(golden.cdf)('P(chi^2_$degrees <= $x) = $p', ({ degrees, x, p }) => {
    // A probability at the far end of doubles carries the rounding of an exponent of some 100 in it.
    expect(Math.abs(chiSquareCdf(x, degrees) - p)).toBeLessThan(1e-13 * p + 1e-300);
  });

  it.each(golden.quantile)('the $p quantile of chi^2_$degrees is $x', ({ degrees, p, x }) => {
    expect(chiSquareQuantile(p, degrees) / x).toBeCloseTo(1, 11);
  });

  it.each(golden.central)('the central $p of a normal in $dimension dimensions has $variance of its variance', (row) => {
    expect(centralVariance(row.p, row.dimension) / row.variance).toBeCloseTo(1, 10);
  });

  it.each(golden.outer)('the outer $keep of a normal in $dimension dimensions has $variance times its variance', (row) => {
    const edge = chiSquareQuantile(1 - row.keep, row.dimension);
    expect((1 - chiSquareCdf(edge, row.dimension + 2)) / row.keep / row.variance).toBeCloseTo(1, 10);
  });

  it.each(golden.smallest)('the least of $candidates chi^2_$degrees is $mean on average', ({ degrees, candidates, mean }) => {
    expect(leastChiSquareMean(candidates, degrees) / mean).toBeCloseTo(1, 7);
  });
});
