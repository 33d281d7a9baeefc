import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitAtSpaces } from './split-at-spaces.js';

function pieces(text: string): string[] {
  const found: string[] = [];
  splitAtSpaces(text, (piece) => found.push(piece));
  return found;
}

test.each([
  ['', []],
  [' ', [' ']],
  ['one two three', ['one', ' two', ' three']],
  [' lead a  b c ', [' lead', ' a', '  b', ' c', ' ']],
  ['a \n b', ['a', ' \n b']],
  ['a\n b', ['a\n b']],
  ['a\u00a0 b\ufeff c', ['a\u00a0 b\ufeff c']],
  ['😀 😀', ['😀', ' 😀']],
])('%j', (text, expected) => expect(pieces(text)).toEqual(expected));

test('the pieces make up the text, none of them empty', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '\n', 'é', '\u0085') }), (text) => {
      expect(pieces(text).join('')).toBe(text);
      expect(pieces(text)).not.toContain('');
    }),
  );
});
