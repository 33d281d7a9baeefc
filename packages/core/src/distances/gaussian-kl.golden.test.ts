import { describe, expect, it } from 'vitest';
import golden from './gaussian-kl.golden.json' with { type: 'json' };
import { gaussianKl } from './gaussian-kl.js';

describe(`Kullback-Leibler divergence by mpmath ${golden.versions.mpmath} with 60 digits`, () => {
  it.each(golden.cases)('$name', ({ dimension, mean0, cov0, mean1, cov1, kl }) => {
    const found = gaussianKl(
      Float64Array.from(mean0),
      Float64Array.from(cov0),
      Float64Array.from(mean1),
      Float64Array.from(cov1),
      dimension,
    );
    // Relative, for neighbours 1e-12 apart too; the condition numbers of these covariances stay below 100.
    expect(Math.abs(found / kl - 1)).toBeLessThanOrEqual(dimension === 1 ? 1e-14 : 1e-13);
  });
});
