import { expect, test } from 'vitest';
import { fingerprint } from './fingerprint.js';

test('equal values have equal names, and others others', () => {
  expect(fingerprint({ a: [1, 'x'] })).toBe(fingerprint({ a: [1, 'x'] }));
  expect(fingerprint({ a: [1, 'x'] })).toMatch(/^[0-9a-f]{32}$/);
  const names = ['a', 'b', ['a'], { a: 1 }, { a: 2 }, 'a'.repeat(30_000), `${'a'.repeat(29_999)}b`].map(fingerprint);
  expect(new Set(names).size).toBe(names.length);
});
