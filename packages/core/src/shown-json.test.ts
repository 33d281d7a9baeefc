import { expect, test } from 'vitest';
import { shownJson } from './shown-json.js';

test.each([
  [undefined, 'nothing'],
  [null, 'null'],
  ['a\nb', '"a\\nb"'],
  [{ a: [1] }, '{"a":[1]}'],
  ['x'.repeat(58), `"${'x'.repeat(58)}"`],
  ['x'.repeat(59), `"${'x'.repeat(56)}...`],
])('%j', (value, text) => {
  expect(shownJson(value)).toBe(text);
});

test('a value deeper than the stack', () => {
  const deep = JSON.parse('['.repeat(200_000) + ']'.repeat(200_000)) as unknown;
  expect(shownJson(deep)).toBe('a value nested too deeply to show');
});
