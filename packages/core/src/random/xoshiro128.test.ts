import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testRng } from '../testing/seed-offset.js';
import type { Rng } from './rng.js';
import { chiSquareBound, pearson } from './testing/goodness-of-fit.js';
import { cloneRng, nextUint32, openUniform, uniform, uniformInteger } from './xoshiro128.js';

const seeded = (): Rng => testRng(0x1234567, 0x89abcdef, 42, 7);

/** A state whose next two outputs are given: the output rotl(s0 + s3, 7) + s0 solved for s3, then the step undone. */
function stateBefore(first: number, second: number): Rng {
  const back = (word: number, by: number) => (word >>> by) | (word << (32 - by));
  // One step later s0 is `later`, any word, and s3 = rotl(s3 ^ s1, 11); before it s0 = later ^ s3 ^ s1.
  const later = 0x12345678;
  const mixed = back((back((second - later) | 0, 7) - later) | 0, 11);
  const s0 = later ^ mixed;
  const s3 = (back((first - s0) | 0, 7) - s0) | 0;
  return { state: Uint32Array.of(s0, mixed ^ s3, 1, s3) };
}

test('a clone goes on from the same place and leaves the original alone', () => {
  const rng = seeded();
  nextUint32(rng);
  const copy = cloneRng(rng);
  const ahead = [nextUint32(copy), nextUint32(copy)];
  expect([nextUint32(rng), nextUint32(rng)]).toEqual(ahead);
});

test('open uniforms stay inside (0, 1) at the extreme words, and uniforms below 1', () => {
  const allOnes = stateBefore(0xffffffff, 0xffffffff);
  expect([nextUint32(cloneRng(allOnes)), uniform(cloneRng(allOnes))]).toEqual([0xffffffff, 1 - 2 ** -53]);
  expect(openUniform(allOnes)).toBe(1 - 2 ** -53);
  const zeros = stateBefore(0, 0);
  expect(uniform(cloneRng(zeros))).toBe(0);
  expect(openUniform(zeros)).toBe(2 ** -53);
});

test('uniforms have the moments of the uniform law', () => {
  const rng = seeded();
  const n = 200_000;
  for (const draw of [uniform, openUniform]) {
    const sums = [0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      const u = draw(rng);
      for (let m = 0; m < 4; m++) sums[m] += u ** (m + 1);
    }
    for (let m = 1; m <= 4; m++) {
      const deviation = Math.sqrt((1 / (2 * m + 1) - 1 / (m + 1) ** 2) / n);
      expect(Math.abs(sums[m - 1] / n - 1 / (m + 1))).toBeLessThan(4.5 * deviation);
    }
  }
});

test.each([1, 2, 3, 7, 100, 2 ** 21 - 1, 2 ** 21, 2 ** 21 + 1, 2 ** 32, 3 * 2 ** 31, 2 ** 52 + 1, 2 ** 53])(
  'integers below %d are uniform over eight cells',
  (n) => {
    const rng = seeded();
    const draws = 40_000;
    const cells = Math.min(n, 8);
    const counts = new Array<number>(cells).fill(0);
    for (let i = 0; i < draws; i++) {
      const value = uniformInteger(rng, n);
      if (!(Number.isInteger(value) && value >= 0 && value < n)) expect.fail(`${value} of ${n}`);
      counts[Math.floor((value / n) * cells)]++;
    }
    // The exact share of a cell: how many integers fall in it.
    const shares = counts.map((_, c) => (Math.ceil(((c + 1) * n) / cells) - Math.ceil((c * n) / cells)) / n);
    if (cells === 1) expect(counts).toEqual([draws]);
    else expect(pearson(counts, shares, draws)).toBeLessThan(chiSquareBound(cells - 1, 4.5));
  },
);

test('a word that would favour the low integers is drawn again', () => {
  // 2^32 = 3 * 1431655765 + 1: the word 0 is the one too many.
  const rng = stateBefore(0, 0xffffffff);
  const twin = cloneRng(rng);
  expect(uniformInteger(rng, 3)).toBe(2);
  nextUint32(twin);
  nextUint32(twin);
  expect(rng.state).toEqual(twin.state);
});

test('integers below 3 * 2^51 are unbiased, where 2^53 words shared out would favour every third or the low third', () => {
  const rng = seeded();
  const n = 3 * 2 ** 51;
  const draws = 30_000;
  const thirds = [0, 0, 0];
  const remainders = [0, 0, 0];
  for (let i = 0; i < draws; i++) {
    const value = uniformInteger(rng, n);
    thirds[Math.floor((3 * value) / n)]++;
    remainders[value % 3]++;
  }
  const third = [1 / 3, 1 / 3, 1 / 3];
  expect(pearson(thirds, third, draws)).toBeLessThan(chiSquareBound(2, 4.5));
  expect(pearson(remainders, third, draws)).toBeLessThan(chiSquareBound(2, 4.5));
});

test('integers below any n are in range', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 53 - 1 }), fc.array(fc.nat(), { minLength: 3, maxLength: 3 }), (n, words) => {
      const value = uniformInteger({ state: Uint32Array.from([...words, 1]) }, n);
      return Number.isInteger(value) && value >= 0 && value < n;
    }),
    { seed: 1, numRuns: 500 },
  );
});

test.each([0, -1, 1.5, 2 ** 53 + 2, Number.NaN, Number.POSITIVE_INFINITY])('an upper end of %d is refused', (n) => {
  expect(() => uniformInteger(seeded(), n)).toThrow(RangeError);
});
