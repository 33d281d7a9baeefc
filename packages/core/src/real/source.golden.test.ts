import { describe, expect, it } from 'vitest';
import { streamAt, streamKey } from '../random/streams.js';
import type { RealDistribution, RealShape } from './distribution.js';
import golden from './source.golden.json' with { type: 'json' };
import { realSource } from './source.js';
import { realTruth } from './truth.js';

const COUNT = 100_000;

describe.each(golden.cases.map((each) => [JSON.stringify(each.real), each] as const))("scikit-learn's %s", (_, each) => {
  const real = each.real as RealShape;

  it('has the moments that are stated in closed form', () => {
    const { mean, covariance } = realTruth({ ...real, noise: 0 });
    // Even grids are off by 1/n.
    const allowed = real.kind === 'moons' ? 4 / golden.points : 1e-10;
    each.mean.forEach((value, i) => {
      expect(Math.abs(mean[i] - value), `mean ${i}`).toBeLessThan(allowed);
    });
    each.covariance.forEach((value, i) => {
      expect(Math.abs(covariance[i] - value), `covariance ${i}`).toBeLessThan(allowed);
    });
  });

  it('adds the variance of the noise to every coordinate', () => {
    const plain = realTruth({ ...real, noise: 0 });
    const { dimension, covariance } = realTruth(real as RealDistribution);
    covariance.forEach((value, i) => {
      const noise = i % (dimension + 1) === 0 ? real.noise * real.noise : 0;
      expect(value).toBeCloseTo(plain.covariance[i] + noise, 12);
    });
  });

  it('has projections with the quantiles of our samples', () => {
    const { dimension } = realTruth(real);
    const { points } = realSource(real).sample(COUNT, streamAt(streamKey(1, 'real/source.golden'), 0));
    for (const { direction, quantiles } of each.projections) {
      const below = new Float64Array(quantiles.length);
      for (let row = 0; row < points.length; row += dimension) {
        const along = direction.reduce((sum, entry, i) => sum + entry * points[row + i], 0);
        for (let q = 0; q < quantiles.length; q++) if (along <= quantiles[q]) below[q]++;
      }
      golden.probabilities.forEach((p, q) => {
        const error = Math.sqrt(p * (1 - p) * (1 / COUNT + 1 / golden.points));
        expect(Math.abs(below[q] / COUNT - p), `${direction} at ${p}`).toBeLessThan(4.5 * error);
      });
    }
  });
});
