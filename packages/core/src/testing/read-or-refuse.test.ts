import { expect, test } from 'vitest';
import { MOST_ALLOCATED, readOrRefuse } from './read-or-refuse.js';

const refusing = (error: unknown) => () => {
  throw error;
};

test('what is read comes back, and what is refused in words does not', async () => {
  expect(await readOrRefuse(() => 7)).toBe(7);
  expect(await readOrRefuse(async () => new Uint8Array(8).length)).toBe(8);
  expect(await readOrRefuse(refusing(new RangeError('f: expected a text, found 7')))).toBeUndefined();
});

test.each([
  ['another error', refusing(new TypeError('expected x')), /a RangeError, found TypeError/],
  ['words of the engine', refusing(new RangeError('Maximum call stack size exceeded')), /in the reader's own words/],
  ['words of the engine after its own', refusing(new RangeError('expected x: Invalid array length')), /own words/],
  ['a page of words', refusing(new RangeError(`expected x, found ${'y'.repeat(3000)}`)), /own words/],
  ['a large array', () => new Uint8Array(MOST_ALLOCATED + 1), /elements, found one of 4194305/],
  [
    'a large array that it hides',
    async () => Promise.resolve().then(() => new Array(2 ** 31)),
    /elements, found one of 2147483648/,
  ],
])('%s is no way to fail', async (_, read, message) => {
  const before = [Array, Uint8Array];
  await expect(readOrRefuse(read as () => unknown)).rejects.toThrow(message);
  expect([Array, Uint8Array]).toEqual(before);
});
