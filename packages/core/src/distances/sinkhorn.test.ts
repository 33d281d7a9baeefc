import { describe, expect, it } from 'vitest';
import { streamAt, streamKey } from '../random/streams.js';
import { entropicW2Squared } from './sinkhorn.js';
import { sinkhornDivergence } from './sinkhorn-divergence.js';
import { normalCloud, shifted } from './testing/clouds.js';
import { w2SquaredOfSamples } from './wasserstein-1d.js';

const rng = streamAt(streamKey(1, 'sinkhorn.test'), 0);

describe('entropicW2Squared', () => {
  it('is the closed form for two pairs of points', () => {
    // a = b = {0, 1}: P = [[p, 1/2 - p], ...] with p = 1 / (2 (1 + exp(-1/eps))), by symmetry.
    const eps = 0.7;
    const p = 0.5 / (1 + Math.exp(-1 / eps));
    const q = 0.5 - p;
    const expected = 2 * q + eps * (2 * p * Math.log(4 * p) + 2 * q * Math.log(4 * q));
    expect(entropicW2Squared(Float64Array.of(0, 1), Float64Array.of(0, 1), 1, eps)).toBeCloseTo(expected, 13);
  });

  it('is the mean of all squared distances when everything is coupled with everything', () => {
    const [a, b] = [normalCloud(rng, 20, 2), normalCloud(rng, 30, 2, 1)];
    let sum = 0;
    for (let i = 0; i < 20; i++)
      for (let j = 0; j < 30; j++) sum += (a[2 * i] - b[2 * j]) ** 2 + (a[2 * i + 1] - b[2 * j + 1]) ** 2;
    expect(entropicW2Squared(a, b, 2, 1e9)).toBeCloseTo(sum / 600, 6);
  });

  it('goes to W2^2 with a small regularisation, without overflow', () => {
    // Points a unit apart, moved by 0.2 and by 100: exp(-C / eps) is 0 for every pair.
    const a = Float64Array.from({ length: 12 }, (_, i) => i);
    for (const shift of [0.2, 100]) {
      const b = shifted(a, [shift]);
      const found = entropicW2Squared(a, b, 1, 0.01)!;
      // KL(P || a x b) of a one to one coupling is ln 12.
      expect(found - 0.01 * Math.log(12)).toBeCloseTo(w2SquaredOfSamples(a, b), 8);
    }
  });

  it.each([
    [30, 30, 2, 0.1],
    [40, 3, 1000, 0.01],
    // The potentials of the point far out grow beyond what a scaling may hold.
    [150, 100, 1000, 1],
  ])('lies between W2^2 and what its optimal coupling scores: %i and %i points, one at %f', (n, m, far, regularisation) => {
    const a = normalCloud(rng, n, 1);
    a[0] = far;
    const b = normalCloud(rng, m, 1);
    const least = w2SquaredOfSamples(a, b);
    const found = entropicW2Squared(a, b, 1, regularisation)!;
    expect(found).toBeGreaterThan(least);
    // KL(P || a x b) = H(a) + H(b) - H(P) is at most the smaller entropy.
    expect(found).toBeLessThan(least + regularisation * Math.log(Math.min(n, m)));
  });

  it('says so when it does not converge', () => {
    // The last pair hangs on the others by some exp(-16) only.
    const [a, b] = [Float64Array.of(0, 0.4, 0.8, 3), Float64Array.of(0, 0.4, 0.9, 3.2)];
    expect(entropicW2Squared(a, b, 1, 0.3)).toBeUndefined();
  });

  it('refuses regularisations that are none', () => {
    const a = Float64Array.of(0, 1);
    for (const eps of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => entropicW2Squared(a, a, 1, eps)).toThrow(RangeError);
    }
  });
});

describe('sinkhornDivergence', () => {
  it('is 0 for a cloud and itself in another order', () => {
    const a = normalCloud(rng, 60, 1);
    expect(sinkhornDivergence(a, a.slice().reverse(), 1, 0.3)).toBeCloseTo(0, 9);
  });

  it.each([0.5, 2, 10])(
    'of a cloud and its translate is the squared shift, whatever the regularisation: %f',
    (regularisation) => {
      const a = normalCloud(rng, 40, 2);
      expect(sinkhornDivergence(a, shifted(a, [3, -4]), 2, regularisation)).toBeCloseTo(25, 8);
    },
  );

  it('goes to the squared distance of the means with a large regularisation', () => {
    const a = normalCloud(rng, 30, 1);
    const b = normalCloud(rng, 20, 1, 2, 5);
    const mean = (x: Float64Array) => x.reduce((sum, value) => sum + value, 0) / x.length;
    expect(sinkhornDivergence(a, b, 1, 1e7)).toBeCloseTo((mean(a) - mean(b)) ** 2, 3);
  });
});
