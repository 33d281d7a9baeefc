import { describe, expect, it } from 'vitest';
import golden from './paired-equivalence.golden.json' with { type: 'json' };
import { pairedEquivalence } from './paired-equivalence.js';

describe(`paired t-tests as SciPy ${golden.versions.scipy} has them (ttest_1samp)`, () => {
  it.each(golden.cases.map((golden, index) => ({ index, ...golden })))('case $index', (golden) => {
    const found = pairedEquivalence(Float64Array.from(golden.differences), golden.margin, golden.alpha);
    const close = (value: number, expected: number) =>
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-10 * Math.abs(expected) + 1e-13 * golden.standardError);
    close(found.meanDifference, golden.meanDifference);
    close(found.standardError, golden.standardError);
    close(found.interval.low, golden.low);
    close(found.interval.high, golden.high);
    close(found.pEquivalent, golden.pEquivalent);
    close(found.pDifferent, golden.pDifferent);
  });
});
