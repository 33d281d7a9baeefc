import { describe, expect, it } from 'vitest';
import golden from './sliced-w2.golden.json' with { type: 'json' };
import { slicedW2Squared } from './sliced-w2.js';

describe(`sliced W2^2 as POT ${golden.versions.POT} has it (sliced_wasserstein_distance, the same projections)`, () => {
  it.each(golden.cases)('$name', ({ dimension, a, b, directions, w2Squared }) => {
    const found = slicedW2Squared(Float64Array.from(a), Float64Array.from(b), dimension, Float64Array.from(directions));
    expect(Math.abs(found / w2Squared - 1)).toBeLessThan(1e-13);
  });
});
