import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testRng } from '../testing/seed-offset.js';
import { permutation, sampleWithoutReplacement, sampleWithReplacement, shuffledPrefix, sparsePrefix } from './permutation.js';
import type { Rng } from './rng.js';
import { chiSquareBound, pearson } from './testing/goodness-of-fit.js';
import { cloneRng } from './xoshiro128.js';

const seeded = (): Rng => testRng(5, 7, 7, 2);

/** Holds how often each outcome came up against equal probabilities. */
function expectUniform(draw: () => string, outcomes: number, rounds: number): void {
  const counts = new Map<string, number>();
  for (let r = 0; r < rounds; r++) {
    const outcome = draw();
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  expect(counts.size).toBe(outcomes);
  const equal = new Array<number>(outcomes).fill(1 / outcomes);
  expect(pearson([...counts.values()], equal, rounds)).toBeLessThan(chiSquareBound(outcomes - 1, 4.5));
}

test('all 24 orders of four are equally likely', () => {
  const rng = seeded();
  expectUniform(() => permutation(rng, 4).join(), 24, 48_000);
});

test('all 60 ordered choices of three out of five are equally likely, by array and by hash table', () => {
  const rng = seeded();
  expectUniform(() => sampleWithoutReplacement(rng, 5, 3).join(), 60, 60_000);
  expectUniform(() => sparsePrefix(rng, 5, 3).join(), 60, 60_000);
});

test('all 27 choices of three out of three with replacement are equally likely', () => {
  const rng = seeded();
  expectUniform(() => sampleWithReplacement(rng, 3, 3).join(), 27, 54_000);
});

test('a permutation holds every number once', () => {
  for (const n of [0, 1, 2, 1000, 100_000]) {
    const sorted = permutation(seeded(), n).sort();
    expect(sorted.length).toBe(n);
    for (let i = 0; i < n; i++) if (sorted[i] !== i) expect.fail(`${sorted[i]} at ${i}`);
  }
});

test('the hash table gives the array its values, from the same draws', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (n, share, word) => {
      const k = Math.floor(n * share);
      const rng = { state: Uint32Array.of(1, 2, 3, word) };
      const twin = cloneRng(rng);
      expect(sparsePrefix(rng, n, k)).toEqual(shuffledPrefix(twin, n, k));
      expect(rng.state).toEqual(twin.state);
    }),
    { seed: 5, numRuns: 200 },
  );
});

test('a choice out of 2^32 takes no array of that size, and its values are different and spread', () => {
  const n = 2 ** 32;
  const chosen = sampleWithoutReplacement(seeded(), n, 100_000);
  expect(new Set(chosen).size).toBe(100_000);
  let sum = 0;
  for (const value of chosen) sum += value / n;
  expect(Math.abs(sum / 100_000 - 0.5)).toBeLessThan(4.5 * Math.sqrt(1 / 12 / 100_000));
});

test('the ends: nothing, everything', () => {
  expect(sampleWithoutReplacement(seeded(), 0, 0).length).toBe(0);
  expect(sampleWithoutReplacement(seeded(), 10, 0).length).toBe(0);
  expect([...sampleWithoutReplacement(seeded(), 10, 10)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(sampleWithReplacement(seeded(), 1, 5)).toEqual(new Uint32Array(5));
});

test('bad arguments are refused', () => {
  expect(() => permutation(seeded(), -1)).toThrow(RangeError);
  expect(() => permutation(seeded(), 2 ** 32 + 1)).toThrow(RangeError);
  expect(() => sampleWithoutReplacement(seeded(), 5, 6)).toThrow(RangeError);
  expect(() => sampleWithoutReplacement(seeded(), 5, 0.5)).toThrow(RangeError);
  expect(() => sampleWithReplacement(seeded(), 0, 1)).toThrow(RangeError);
  expect(() => sampleWithReplacement(seeded(), 3, Number.NaN)).toThrow(RangeError);
});
