import { expect, test } from 'vitest';
import { spreadGenerations } from './picture.js';

test('all generations where they are few', () => {
  expect(spreadGenerations([1, 2, 5], 3)).toEqual([1, 2, 5]);
  expect(spreadGenerations([], 3)).toEqual([]);
});

test('else the first, the last and even places between, none twice', () => {
  const observed = Array.from({ length: 21 }, (_, i) => i + 1);
  expect(spreadGenerations(observed, 5)).toEqual([1, 6, 11, 16, 21]);
  expect(spreadGenerations(observed, 2)).toEqual([1, 21]);
  for (let count = 2; count < 21; count++) expect(new Set(spreadGenerations(observed, count)).size).toBe(count);
});
