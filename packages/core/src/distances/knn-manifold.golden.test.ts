import { describe, expect, it } from 'vitest';
import golden from './knn-manifold.golden.json' with { type: 'json' };
import { knnManifold } from './knn-manifold.js';

describe(`precision, recall, density and coverage as prdc ${golden.versions.prdc} has them`, () => {
  it.each(golden.cases)('$name, k = $k', ({ dimension, a, b, k, precision, recall, density, coverage }) => {
    const found = knnManifold(Float64Array.from(a), Float64Array.from(b), dimension, k);
    expect(found.precision).toBeCloseTo(precision, 14);
    expect(found.recall).toBeCloseTo(recall, 14);
    expect(found.density).toBeCloseTo(density, 13);
    expect(found.coverage).toBeCloseTo(coverage, 14);
  });
});
