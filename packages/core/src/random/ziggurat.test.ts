import { expect, test } from 'vitest';
import { createZiggurat, LAYERS } from './ziggurat.js';

test('the layers have one area and close at the top', () => {
  const { edge, density } = createZiggurat();
  const area = edge[0] * density[1];
  for (let i = 1; i < LAYERS; i++) {
    expect(Math.abs(edge[i] * (density[i + 1] - density[i]) - area)).toBeLessThan(1e-12 * area);
  }
});

test('edges fall, densities rise, and scales are edges over 2^53', () => {
  const { edge, density, scale } = createZiggurat();
  for (let i = 0; i < LAYERS; i++) {
    expect(edge[i]).toBeGreaterThan(edge[i + 1]);
    expect(density[i]).toBeLessThan(density[i + 1]);
    expect(scale[i]).toBe(edge[i] / 2 ** 53);
  }
});
