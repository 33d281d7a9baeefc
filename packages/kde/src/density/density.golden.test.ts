import { describe, expect, it } from 'vitest';
import { covarianceFactor } from '../model/bandwidth.js';
import { fitKde } from '../model/fit.js';
import type { Bandwidth } from '../options.js';
import golden from './density.golden.json' with { type: 'json' };
import { logDensity } from './log-density.js';

describe(`kernel density estimates by SciPy ${golden.versions.scipy} (gaussian_kde)`, () => {
  it.each(golden.cases)('$name', ({ dimension, bandwidth, points, weights, factor, kernel, targets, logDensities }) => {
    const count = points.length / dimension;
    const data = { count, points: Float64Array.from(points), ...(weights && { weights: Float64Array.from(weights) }) };
    const params = fitKde(data, bandwidth as Bandwidth, dimension);
    kernel.forEach((value, i) => {
      expect(Math.abs(params.kernel[i] - value)).toBeLessThan(1e-12 * Math.abs(kernel[0]));
    });
    if (factor !== null) {
      const squares = weights?.reduce((sum, w) => sum + w * w, 0);
      const size = weights ? weights.reduce((sum, w) => sum + w, 0) ** 2 / squares! : count;
      expect(covarianceFactor(bandwidth.kind as 'scott', size, dimension) / factor).toBeCloseTo(1, 14);
    }
    const density = logDensity(params)!;
    logDensities.forEach((expected, i) => {
      const target = Float64Array.from(targets.slice(i * dimension, (i + 1) * dimension));
      // SciPy sums plainly: its own rounding is 1e-12 of -ln p = 1000.
      expect(Math.abs(density(target) - expected)).toBeLessThan(2e-12 * Math.max(1, Math.abs(expected)));
    });
  });
});
