import { describe, expect, it } from 'vitest';
import golden from './student-t-distribution.golden.json' with { type: 'json' };
import { studentTCdf, studentTQuantile, twoSidedStudentTP } from './student-t-distribution.js';

describe(`Student's t distribution by mpmath ${golden.versions.mpmath} with 50 digits`, () => {
  it.each(golden.cdf)('at $t, $degrees degrees', ({ t, degrees, cdf, twoSided }) => {
    const tolerance = degrees === 1 ? 1e-10 : 1e-12;
    expect(Math.abs(studentTCdf(t, degrees) / cdf - 1)).toBeLessThan(tolerance);
    expect(Math.abs(twoSidedStudentTP(t, degrees) / twoSided - 1)).toBeLessThan(tolerance);
  });
});

describe(`Student's t quantiles as SciPy ${golden.versions.scipy} has them`, () => {
  it.each(golden.quantile)('of $probability, $degrees degrees', ({ probability, degrees, quantile }) => {
    expect(Math.abs(studentTQuantile(probability, degrees) / quantile - 1)).toBeLessThan(1e-11);
  });
});
