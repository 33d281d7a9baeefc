import { describe, expect, it } from 'vitest';
import golden from './mixture-l2.golden.json' with { type: 'json' };
import { mixtureL2Squared } from './mixture-l2.js';

interface Numbers {
  dimension: number;
  weights: number[];
  means: number[];
  covariances: number[];
}

function mixture({ dimension, weights, means, covariances }: Numbers) {
  return {
    dimension,
    weights: Float64Array.from(weights),
    means: Float64Array.from(means),
    covariances: Float64Array.from(covariances),
  };
}

describe(`L2 distance between mixtures by numerical integration of SciPy ${golden.versions.scipy} densities`, () => {
  it.each(golden.cases.map((golden, index) => ({ index, ...golden })))('pair $index', ({ p, q, l2Squared }) => {
    expect(Math.abs(mixtureL2Squared(mixture(p), mixture(q)) / l2Squared - 1)).toBeLessThan(1e-12);
  });
});
