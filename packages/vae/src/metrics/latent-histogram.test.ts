import { describe, expect, it } from 'vitest';
import { activeColumns } from './active-latents.js';
import { histogram } from './latent-histogram.js';
import { standardDeviation } from './latent-sd.js';

const bins = { from: -1, to: 1, count: 4 };

describe('histogram', () => {
  it('puts an edge into the bin above it, and the last edge into the last bin', () => {
    const { edges, densities, outside } = histogram(Float32Array.of(-1, -0.5, 0, 0.5, 1, 1.5, -2, Number.NaN), bins);
    expect([...edges]).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect([...densities]).toEqual([1, 1, 1, 2].map((count) => count / 8 / 0.5));
    expect(outside).toBe(3 / 8);
  });

  it('puts every value between its edges, also where a width is not exact', () => {
    // Division puts 0 a bin too low among 186, and 2 a bin too high among 364.
    for (const count of [80, 186, 364]) {
      const inSteps = Float32Array.from({ length: 80 }, (_, i) => -4 + 0.1 * i);
      for (const value of [...inSteps, 0, 2]) {
        const { edges, densities } = histogram(Float32Array.of(value), { from: -4, to: 4, count });
        const bin = densities.findIndex((density) => density > 0);
        expect(edges[bin]).toBeLessThanOrEqual(value);
        expect(edges[bin + 1]).toBeGreaterThan(value);
      }
    }
  });

  it('refuses no values and no width', () => {
    expect(() => histogram(new Float32Array(0), bins)).toThrow('found none');
    expect(() => histogram(Float32Array.of(0), { ...bins, to: -1 })).toThrow('4 from -1 to -1');
    expect(() => histogram(Float32Array.of(0), { ...bins, count: 0.5 })).toThrow('0.5 from -1');
  });
});

describe('spread of latents', () => {
  const means = Float32Array.of(0, 1, 2, 1, 0, 1, 2, 1);

  it('is taken of all numbers together, or column by column', () => {
    // Columns 0, 2, 0, 2 and 1, 1, 1, 1.
    expect(standardDeviation(means)).toBeCloseTo(Math.SQRT1_2, 15);
    expect(activeColumns(means, 2, 0.01)).toBe(1);
    expect(activeColumns(means, 2, 1)).toBe(0);
    expect(activeColumns(means, 1, 0.01)).toBe(1);
  });
});
