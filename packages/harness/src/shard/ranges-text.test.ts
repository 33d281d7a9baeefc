import { expect, test } from 'vitest';
import { rangesText } from './ranges-text.js';

test.each<[number[], string]>([
  [[], ''],
  [[4], '4'],
  [[1, 2], '1-2'],
  [[7, 0, 3, 1, 2], '0-3, 7'],
  [[0, 2, 4], '0, 2, 4'],
])('%j is %j', (numbers, text) => {
  expect(rangesText(numbers)).toBe(text);
});
