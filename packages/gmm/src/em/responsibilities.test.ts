import { describe, expect, it } from 'vitest';
import { toResponsibilities } from './responsibilities.js';
import { BLOCK } from './workspace.js';

/** Densities' logarithms that need every trick: far apart, equal, far below what exp can hold. */
function logs(components: number): Float64Array {
  const block = new Float64Array(components * BLOCK);
  for (let at = 0; at < block.length; at++)
    block[at] = 30 * Math.sin(at * at) - (at % 7 === 0 ? 800 : 0) - 1e4 * (at % 3 === 0 ? 1 : 0);
  for (let j = 0; j < components; j++) block[j * BLOCK + 5] = -3;
  return block;
}

describe('toResponsibilities', () => {
  it.each([1, 2, 3, 64])('is the softmax of the log densities, and sums their log-sum-exp, for %i components', (components) => {
    const before = logs(components);
    const block = before.slice();
    const [from, to] = [3, 250];
    const sum = toResponsibilities(block, components, from, to);
    let expected = 0;
    for (let i = 0; i < BLOCK; i++) {
      const column = Array.from({ length: components }, (_, j) => before[j * BLOCK + i]);
      const largest = Math.max(...column);
      const total = column.reduce((all, log) => all + Math.exp(log - largest), 0);
      const inside = i >= from && i < to;
      if (inside) expected += largest + Math.log(total);
      column.forEach((log, j) => {
        const r = inside ? Math.exp(log - largest) / total : log;
        const found = block[j * BLOCK + i];
        // Relative, down to where a responsibility means nothing.
        expect(Math.abs(found - r), `point ${i}, component ${j}`).toBeLessThanOrEqual(1e-14 * Math.abs(r) + 1e-300);
      });
    }
    expect(sum / expected).toBeCloseTo(1, 14);
  });

  it('keeps the digits of a likelihood of many points: 2^64 at each of 256 would overflow their product', () => {
    const block = new Float64Array(64 * BLOCK);
    expect(toResponsibilities(block, 64, 0, BLOCK)).toBeCloseTo(BLOCK * Math.log(64), 11);
    expect(block[17]).toBe(1 / 64);
  });

  it.each([2, 3])('passes on what is not a number, for %i components', (components) => {
    const block = new Float64Array(components * BLOCK).fill(Number.NaN);
    expect(toResponsibilities(block, components, 0, 1)).toBeNaN();
  });
});
