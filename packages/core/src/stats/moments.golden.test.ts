import { describe, expect, it } from 'vitest';
import golden from './moments.golden.json' with { type: 'json' };
import { addSample, emptyMoments, excessKurtosis, momentsOf, skewness, variance } from './moments.js';

describe(`central moments as NumPy ${golden.versions.numpy} and SciPy ${golden.versions.scipy} have them`, () => {
  it.each(golden.cases.map((golden, index) => ({ index, ...golden })))('sample $index', (golden) => {
    const stream = emptyMoments();
    for (const value of golden.values) addSample(stream, value);
    for (const moments of [momentsOf(Float64Array.from(golden.values)), stream]) {
      // One sample sits at 1e6, where the peer's own mean has an error of 1e-10.
      expect(Math.abs(moments.mean - golden.mean)).toBeLessThanOrEqual(
        1e-15 * (Math.abs(golden.mean) + Math.sqrt(golden.variance)),
      );
      expect(Math.abs(variance(moments, 1) / golden.variance - 1)).toBeLessThan(1e-9);
      expect(Math.abs(skewness(moments) - golden.skewness)).toBeLessThan(1e-9);
      expect(Math.abs(excessKurtosis(moments) - golden.excessKurtosis)).toBeLessThan(1e-9);
    }
  });
});
