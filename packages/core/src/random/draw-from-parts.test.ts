import { describe, expect, test } from 'vitest';
import { testSeed } from '../testing/seed-offset.js';
import { drawFromParts } from './draw-from-parts.js';
import { streamAt, streamKey } from './streams.js';

const SIZES = [3, 0, 1, 4];

function draw(count: number, replacement: boolean, seed: number): string[] {
  const items: string[] = [];
  drawFromParts(streamAt(streamKey(testSeed(seed), 'parts'), 0), SIZES, count, replacement, (i, part, index) => {
    items[i] = `${part}.${index}`;
  });
  return items;
}

describe('drawing from parts', () => {
  test('without replacement, all is everything once', () => {
    expect(draw(8, false, 1).sort()).toEqual(['0.0', '0.1', '0.2', '2.0', '3.0', '3.1', '3.2', '3.3']);
  });

  test('more than there is, without replacement, is refused', () => {
    expect(() => draw(9, false, 1)).toThrow(RangeError);
  });

  test.each([false, true])('every item has the same chance (replacement %s)', (replacement) => {
    const seeds = 4000;
    const times = new Map<string, number>();
    for (let seed = 0; seed < seeds; seed++) {
      for (const item of draw(3, replacement, seed)) times.set(item, (times.get(item) ?? 0) + 1);
    }
    expect(times.size).toBe(8);
    // Mean 3/8 a draw of three; its variance is at most that of three independent draws. 5 standard errors.
    for (const count of times.values())
      expect(Math.abs(count / seeds - 3 / 8)).toBeLessThan(5 * Math.sqrt((3 * 0.125 * 0.875) / seeds));
  });
});
