import { describe, expect, it } from 'vitest';
import golden from './mmd.golden.json' with { type: 'json' };
import { mmdSquared } from './mmd.js';
import { medianDistance } from './squared-distances.js';

describe(`MMD^2 as scikit-learn ${golden.versions['scikit-learn']} has it (rbf_kernel)`, () => {
  it.each(golden.cases)('$name', ({ dimension, a, b, medianDistance: bandwidth, unbiased, biased }) => {
    const [x, y] = [Float64Array.from(a), Float64Array.from(b)];
    expect(Math.abs(medianDistance(x, dimension) / bandwidth - 1)).toBeLessThan(1e-15);
    const found = mmdSquared(x, y, dimension, bandwidth);
    // scikit-learn takes distances by |x|^2 + |y|^2 - 2 x.y, which costs it digits when the clouds are far from 0.
    expect(Math.abs(found.unbiased - unbiased)).toBeLessThan(1e-13);
    expect(Math.abs(found.biased - biased)).toBeLessThan(1e-13);
  });
});
