import { describe, expect, it } from 'vitest';
import golden from './sinkhorn.golden.json' with { type: 'json' };
import { entropicW2Squared } from './sinkhorn.js';
import { sinkhornDivergence } from './sinkhorn-divergence.js';

describe(`entropic W2^2 as POT ${golden.versions.POT} has it (sinkhorn_log)`, () => {
  it.each(golden.cases)('$name', ({ dimension, a, b, regularisation, entropicW2Squared: entropic, divergence }) => {
    const [x, y] = [Float64Array.from(a), Float64Array.from(b)];
    expect(Math.abs(entropicW2Squared(x, y, dimension, regularisation)! / entropic - 1)).toBeLessThan(1e-12);
    // POT's iterations on a sample and itself stop some 1e-11 short where a point is far from all others.
    expect(Math.abs(sinkhornDivergence(x, y, dimension, regularisation)! - divergence)).toBeLessThan(1e-10 * entropic);
  });
});
