import { describe, expect, it } from 'vitest';
import { uniform } from '../random/xoshiro128.js';
import { holm } from './holm.js';

/** Holm's procedure as he states it: go up from the smallest p-value, stop at the first that is not small enough. */
function naive(pValues: readonly number[], alpha: number): boolean[] {
  const rejected = pValues.map(() => false);
  const order = pValues.map((_, i) => i).sort((i, j) => pValues[i] - pValues[j]);
  for (let step = 0; step < order.length; step++) {
    if (pValues[order[step]] > alpha / (order.length - step)) break;
    rejected[order[step]] = true;
  }
  return rejected;
}

describe("Holm's method", () => {
  it("gives R's p.adjust(c(0.01, 0.04, 0.03, 0.005), 'holm') by hand", () => {
    const { adjusted, rejected } = holm([0.01, 0.04, 0.03, 0.005], 0.05);
    // Sorted 0.005 x 4, 0.01 x 3, 0.03 x 2, 0.04 x 1 -> 0.06.
    [0.03, 0.06, 0.06, 0.02].forEach((p, i) => {
      expect(adjusted[i]).toBeCloseTo(p, 15);
    });
    expect(rejected).toEqual([true, false, false, true]);
  });

  it('stops at the first p-value that is too large, even if a later one would pass on its own', () => {
    expect(holm([0.03, 0.04, 0.045], 0.05).rejected).toEqual([false, false, false]);
  });

  it('agrees with the step-down procedure on random p-values, and each adjusted value is where its verdict turns', () => {
    const rng = { state: Uint32Array.of(1, 2, 3, 4) };
    let rejections = 0;
    for (let trial = 0; trial < 500; trial++) {
      const pValues = Array.from({ length: 1 + (trial % 9) }, () => {
        const u = uniform(rng);
        return u * u * u;
      });
      const { adjusted, rejected } = holm(pValues, 0.1);
      expect(rejected).toEqual(naive(pValues, 0.1));
      rejections += rejected.filter(Boolean).length;
      adjusted.forEach((level, i) => {
        if (level >= 1) return;
        expect(naive(pValues, level * (1 + 1e-12))[i]).toBe(true);
        expect(naive(pValues, level * (1 - 1e-12))[i]).toBe(false);
      });
    }
    expect(rejections).toBeGreaterThan(500);
  });

  it('leaves a single p-value as it is and caps at 1', () => {
    expect(holm([0.2], 0.05)).toEqual({ adjusted: Float64Array.of(0.2), rejected: [false] });
    expect(Array.from(holm(Float64Array.of(0.9, 0.8), 0.05).adjusted)).toEqual([1, 1]);
    expect(holm([0, 0], 0).rejected).toEqual([true, true]);
  });

  it('refuses an empty family and what is no probability', () => {
    expect(() => holm([], 0.05)).toThrow('expected at least one p-value, found none');
    expect(() => holm([0.1, NaN], 0.05)).toThrow('p-values: expected 0 to 1, found NaN at 1');
    expect(() => holm([1.5], 0.05)).toThrow(RangeError);
    expect(() => holm([0.5], -1)).toThrow(RangeError);
  });
});
