import { describe, expect, test } from 'vitest';
import type { Rng } from '../random/rng.js';
import { testRng } from '../testing/seed-offset.js';
import { cappedDraws } from './capped-draws.js';

const rng = (seed: number): Rng => testRng(seed, 2, 3, 4);

/** Probability of an ordered list of draws, straight from the definition. */
function chance(draws: readonly number[], weights: readonly number[], cap: number): number {
  let product = 1;
  draws.forEach((item, i) => {
    const before = draws.slice(0, i);
    const live = weights.map((weight, j) => weight * (cap - before.filter((each) => each === j).length));
    product *= live[item] / live.reduce((sum, weight) => sum + weight, 0);
  });
  return product;
}

describe('draws with a cap on repeats', () => {
  test.each([1, 2, 3])('follow the law of one draw after another, cap %i', (cap) => {
    const weights = [0.1, 4, 1, 0.4];
    const found = new Map<string, number>();
    const runs = 20_000;
    const random = rng(cap);
    for (let run = 0; run < runs; run++) {
      const key = cappedDraws(random, Float64Array.from(weights), 3, cap).join('');
      found.set(key, (found.get(key) ?? 0) + 1);
    }
    let total = 0;
    for (let a = 0; a < 4; a++) {
      for (let b = 0; b < 4; b++) {
        for (let c = 0; c < 4; c++) {
          const p = chance([a, b, c], weights, cap);
          total += p;
          // 64 comparisons: 4.5 standard errors, and nothing where the cap forbids it.
          const slack = 4.5 * Math.sqrt((p * (1 - p)) / runs);
          expect(Math.abs((found.get(`${a}${b}${c}`) ?? 0) / runs - p)).toBeLessThanOrEqual(slack + (p > 0 ? 1 / runs : 0));
        }
      }
    }
    expect(total).toBeCloseTo(1, 12);
  });

  test('with many copies are plain weighted draws', () => {
    const weights = Float64Array.of(3, 0, 1, 2);
    const drawn = cappedDraws(rng(5), weights, 60_000, 1e9);
    const share = (item: number) => drawn.filter((each) => each === item).length / drawn.length;
    expect(share(1)).toBe(0);
    for (const [item, p] of [
      [0, 1 / 2],
      [2, 1 / 6],
      [3, 1 / 3],
    ]) {
      expect(Math.abs(share(item) - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / drawn.length));
    }
  });

  test('are everything once where the cap leaves no choice, items of weight 0 last', () => {
    const drawn = cappedDraws(rng(1), Float64Array.of(0, 5, 1, 0), 4, 1);
    expect([...drawn].sort()).toEqual([0, 1, 2, 3]);
    expect([...drawn.slice(0, 2)].sort()).toEqual([1, 2]);
    const all = cappedDraws(rng(2), new Float64Array(3), 6, 2);
    expect([...all].sort()).toEqual([0, 0, 1, 1, 2, 2]);
  });

  test('leave the weights as they are and refuse a cap that is too low', () => {
    const weights = Float64Array.of(1, 2);
    cappedDraws(rng(1), weights, 2, 1);
    expect([...weights]).toEqual([1, 2]);
    expect(() => cappedDraws(rng(1), weights, 5, 2)).toThrow(RangeError);
    expect([...cappedDraws(rng(1), new Float64Array(0), 0, 1)]).toEqual([]);
  });
});
