import { describe, expect, it } from 'vitest';
import golden from './gaussian-w2.golden.json' with { type: 'json' };
import { gaussianW2Squared } from './gaussian-w2.js';

describe(`squared 2-Wasserstein distance by mpmath ${golden.versions.mpmath} with 60 digits`, () => {
  it.each(golden.cases)('$name', ({ dimension, mean0, cov0, mean1, cov1, w2Squared }) => {
    const found = gaussianW2Squared(
      Float64Array.from(mean0),
      Float64Array.from(cov0),
      Float64Array.from(mean1),
      Float64Array.from(cov1),
      dimension,
    );
    // The root has an error of a few roundings of the largest standard deviation; in one dimension nothing is lost at all.
    const largest = Math.sqrt(Math.max(...cov0.map(Math.abs), ...cov1.map(Math.abs)));
    const tolerance = dimension === 1 ? 0 : 1e-15 * dimension * largest;
    expect(Math.abs(Math.sqrt(found) - Math.sqrt(w2Squared))).toBeLessThanOrEqual(tolerance + 5e-16 * Math.sqrt(w2Squared));
  });
});
