import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testRng } from '../testing/seed-offset.js';
import type { Rng } from './rng.js';
import { chiSquareBound, pearson } from './testing/goodness-of-fit.js';
import { type AliasTable, createAliasTable, weightedChoice } from './weighted-choice.js';

const seeded = (): Rng => testRng(1, 6, 1, 8);

/** The probability of each value, read off the table. */
function tableProbabilities({ share, alias }: AliasTable): Float64Array {
  const n = share.length;
  const p = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    p[i] += share[i] / n;
    p[alias[i]] += (1 - share[i]) / n;
  }
  return p;
}

test('the table holds the weights, and a weight of 0 holds nothing', () => {
  const weight = fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 1e3, noNaN: true }));
  fc.assert(
    fc.property(fc.array(weight, { minLength: 1, maxLength: 200 }), (list) => {
      const total = list.reduce((a, b) => a + b, 0);
      fc.pre(total > 0);
      const table = createAliasTable(Float64Array.from(list));
      const p = tableProbabilities(table);
      for (let i = 0; i < list.length; i++) {
        expect(Math.abs(p[i] - list[i] / total)).toBeLessThan(1e-13);
        if (list[i] === 0) expect(p[i]).toBe(0);
      }
    }),
    { seed: 6, numRuns: 500 },
  );
});

test.each([
  ['equal', [1, 1, 1, 1]],
  ['skewed, with gaps', [0, 8, 1, 0, 0.5, 3, 0]],
  ['Zipf', Array.from({ length: 50 }, (_, i) => 1 / (i + 1))],
])('draws have the weights: %s', (_, weights) => {
  const rng = seeded();
  const table = createAliasTable(Float64Array.from(weights));
  const draws = 200_000;
  const counts = weights.map(() => 0);
  for (let i = 0; i < draws; i++) counts[weightedChoice(rng, table)]++;
  const total = weights.reduce((a, b) => a + b, 0);
  const possible = weights.map((_w, i) => i).filter((i) => weights[i] > 0);
  expect(counts.filter((_c, i) => weights[i] === 0).every((count) => count === 0)).toBe(true);
  const statistic = pearson(
    possible.map((i) => counts[i]),
    possible.map((i) => weights[i] / total),
    draws,
  );
  expect(statistic).toBeLessThan(chiSquareBound(possible.length - 1, 4.5));
});

test('the weights are left alone', () => {
  const weights = Float64Array.of(3, 1, 0, 2);
  createAliasTable(weights);
  expect(weights).toEqual(Float64Array.of(3, 1, 0, 2));
});

test.each([[[]], [[0, 0]], [[1, -1]], [[1, Number.NaN]], [[1, Number.POSITIVE_INFINITY]]])(
  'weights %j are refused',
  (weights) => {
    expect(() => createAliasTable(Float64Array.from(weights))).toThrow(RangeError);
  },
);
