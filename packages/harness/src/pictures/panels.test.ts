import { expect, test } from 'vitest';
import { layPanels } from './panels.js';
import { HEAD, MARGIN } from './svg.js';

test.each([
  [1, [1]],
  [5, [5]],
  [6, [3, 3]],
  [7, [4, 3]],
  [8, [4, 4]],
  [9, [3, 3, 3]],
])('%i panels in even rows, apart and within the page', (count, rows) => {
  const { width, height, corners } = layPanels(count, 100, 50, 10);
  expect(corners).toHaveLength(count);
  const tops = [...new Set(corners.map(({ top }) => top))];
  expect(tops).toEqual(rows.map((_, i) => HEAD + 60 * i));
  expect(tops.map((top) => corners.filter((corner) => corner.top === top).length)).toEqual(rows);
  for (const { left, first } of corners) {
    expect(first).toBe(left === MARGIN);
    expect((left - MARGIN) % 110).toBe(0);
  }
  expect(width).toBe(Math.max(...corners.map(({ left }) => left)) + 100 + MARGIN);
  expect(height).toBe(tops[tops.length - 1] + 50 + MARGIN);
});
