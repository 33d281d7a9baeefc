import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { observedGenerations } from './observed-generations.js';

describe('the generations a scenario observes', () => {
  test('are those it names', () => {
    const observe = [1, 7, 40];
    expect(observedGenerations({ observe, generations: 100 })).toEqual(observe);
    expect(observedGenerations({ observe, generations: 100 })).not.toBe(observe);
  });

  test('are all of them up to 24', () => {
    expect(observedGenerations({ generations: 1 })).toEqual([1]);
    expect(observedGenerations({ generations: 24 })).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
  });

  test('beyond that are spaced logarithmically', () => {
    // Python: sorted({1, 1000} | {round(1000 ** (i / 23)) for i in range(1, 23)})
    expect(observedGenerations({ generations: 1000 })).toEqual([
      1, 2, 3, 4, 6, 8, 11, 15, 20, 27, 37, 50, 67, 90, 122, 165, 223, 301, 406, 548, 741, 1000,
    ]);
  });

  test('at most 24, ascending, whole, first and last among them, for any number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (generations) => {
        const observed = observedGenerations({ generations });
        expect(observed.length).toBeLessThanOrEqual(24);
        expect(observed[0]).toBe(1);
        expect(observed.at(-1)).toBe(generations);
        expect(observed.every((value, i) => Number.isInteger(value) && (i === 0 || value > observed[i - 1]))).toBe(true);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
