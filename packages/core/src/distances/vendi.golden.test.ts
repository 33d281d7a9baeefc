import { describe, expect, it } from 'vitest';
import golden from './vendi.golden.json' with { type: 'json' };
import { cosineVendi, gaussianVendi } from './vendi.js';

describe(`Vendi scores as vendi-score ${golden.versions['vendi-score']} (cosine) and NumPy ${golden.versions.numpy} (Gaussian kernel, eigvalsh) have them`, () => {
  it.each(golden.cases)('$name', ({ dimension, points, bandwidth, gaussian, cosine }) => {
    const cloud = Float64Array.from(points);
    expect(Math.abs(gaussianVendi(cloud, dimension, bandwidth) / gaussian - 1)).toBeLessThan(1e-11);
    expect(Math.abs(cosineVendi(cloud, dimension) / cosine - 1)).toBeLessThan(1e-12);
  });
});
