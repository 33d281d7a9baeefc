import { expect, test } from 'vitest';
import { wrap } from './wrap.js';

test('text that fits stays one line', () => {
  expect(wrap('a bc d', 6)).toBe('a bc d');
  expect(wrap('', 6)).toBe('');
});

test('longer text breaks between words at the width', () => {
  expect(wrap('a bc d', 5)).toBe('a bc\nd');
  expect(wrap('a bc d', 3)).toBe('a\nbc\nd');
});

test('lines after the first are indented within the width', () => {
  expect(wrap('aaa bbb ccc', 7, 2)).toBe('aaa bbb\n  ccc');
  expect(wrap('aaa bb bb c', 7, 3)).toBe('aaa bb\n   bb c');
});

test('a word longer than the width has a line to itself', () => {
  expect(wrap('a bbbbbbbb c', 4)).toBe('a\nbbbbbbbb\nc');
});

test('spaces within a line stay: aligned fields can be wrapped', () => {
  expect(wrap('  name   aa bb', 12, 9)).toBe('  name   aa\n         bb');
});
