import { describe, expect, it } from 'vitest';
import golden from './wasserstein-1d.golden.json' with { type: 'json' };
import { w2SquaredOfSamples } from './wasserstein-1d.js';

describe(`squared 2-Wasserstein distance of samples by POT ${golden.versions.POT} (emd2_1d)`, () => {
  it.each(golden.cases)('$name', ({ a, b, w2Squared }) => {
    expect(w2SquaredOfSamples(Float64Array.from(a), Float64Array.from(b)) / w2Squared).toBeCloseTo(1, 12);
  });
});
