import { expect, test } from 'vitest';
import { short } from './number.js';

test.each<[number, string]>([
  [0, '0'],
  [-0, '0'],
  [1, '1'],
  [0.5, '0.5'],
  [1 / 3, '0.3333'],
  [-2 / 3, '-0.6667'],
  [123456, '123500'],
  [999999.9, '1000000'],
  [1e6, '1e+6'],
  [1.5e10, '1.5e+10'],
  [-1.23456e-7, '-1.235e-7'],
  [0.0001, '0.0001'],
  [0.00009999, '9.999e-5'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
])('%d in four digits is %s', (value, text) => {
  expect(short(value)).toBe(text);
});

test('other numbers of digits', () => {
  expect(short(Math.PI, 2)).toBe('3.1');
  expect(short(Math.PI * 1e9, 6)).toBe('3.14159e+9');
});
