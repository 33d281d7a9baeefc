import { describe, expect, it } from 'vitest';
import { streamAt, streamKey } from '../random/streams.js';
import { uniform } from '../random/xoshiro128.js';
import { exp } from '../special.js';
import { gaussianKernelInPlace, gaussianKernelScale } from './gaussian-kernel.js';

const rng = streamAt(streamKey(1, 'gaussian-kernel.test'), 0);

describe('gaussianKernelInPlace', () => {
  it.each([1e-12, 0.01, 1, 20, 700])('is exp within 2^-51, for exponents down to -%f', (range) => {
    const squares = Float64Array.from({ length: 20_000 }, () => uniform(rng) * range);
    const found = squares.slice();
    gaussianKernelInPlace(found, found.length, -1);
    let worst = 0;
    for (let i = 0; i < squares.length; i++) worst = Math.max(worst, Math.abs(found[i] / exp(-squares[i]) - 1));
    expect(worst).toBeLessThan(2 ** -51);
  });

  it('is 1 at 0, 0 far out and NaN where there is none, and leaves the rest alone', () => {
    const values = Float64Array.of(0, 707.9, 708, 1e300, Number.POSITIVE_INFINITY, Number.NaN, 7);
    gaussianKernelInPlace(values, 6, -1);
    expect(values[0]).toBe(1);
    expect(values[1] / exp(-707.9)).toBeCloseTo(1, 14);
    expect([...values.subarray(2, 5)]).toEqual([0, 0, 0]);
    expect(values[5]).toBeNaN();
    expect(values[6]).toBe(7);
  });

  it('has no jump where the table wraps', () => {
    // Multiples of ln 2 / 64, from both sides.
    for (let k = 0; k < 5000; k += 7) {
      const x = (k * Math.LN2) / 64;
      const pair = Float64Array.of(x * (1 - 1e-15), x * (1 + 1e-15));
      gaussianKernelInPlace(pair, 2, -1);
      expect(Math.abs(pair[0] / exp(-x * (1 - 1e-15)) - 1)).toBeLessThan(2 ** -51);
      expect(Math.abs(pair[1] / exp(-x * (1 + 1e-15)) - 1)).toBeLessThan(2 ** -51);
    }
  });
});

describe('gaussianKernelScale', () => {
  it('is -1 / (2 bandwidth^2)', () => {
    expect(gaussianKernelScale(2)).toBe(-0.125);
  });
});
