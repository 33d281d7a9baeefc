import { describe, expect, it } from 'vitest';
import golden from './nearest-neighbours.golden.json' with { type: 'json' };
import { kthNeighbourSquaredDistances, nearestSquaredDistances } from './nearest-neighbours.js';

describe(`neighbours as scikit-learn ${golden.versions['scikit-learn']} has them (NearestNeighbors)`, () => {
  it.each(golden.cases)('$name, k = $k', ({ dimension, a, b, k, kthNeighbour, nearest }) => {
    const points = Float64Array.from(a);
    // By brute force scikit-learn takes distances by |x|^2 + |y|^2 - 2 x.y, whose rounding is that of the lengths.
    const slack = 1e-14 * Math.max(...a.map(Math.abs), 1);
    const within = kthNeighbourSquaredDistances(points, dimension, k);
    expect(within).toHaveLength(kthNeighbour.length);
    kthNeighbour.forEach((value, i) => {
      expect(Math.abs(Math.sqrt(within[i]) - value)).toBeLessThan(slack);
    });
    const across = nearestSquaredDistances(Float64Array.from(b), points, dimension);
    expect(across).toHaveLength(nearest.length);
    nearest.forEach((value, i) => {
      expect(Math.abs(Math.sqrt(across[i]) - value)).toBeLessThan(slack);
    });
  });
});
