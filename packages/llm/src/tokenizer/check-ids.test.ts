import { expect, test } from 'vitest';
import { checkIds } from './check-ids.js';

const added = (token: unknown) => ({ added_tokens: [token] });

test('ids of a tokenizer.json', () => {
  checkIds({ model: { vocab: { a: 0, b: 2 ** 22 - 1 } }, ...added({ id: 3, content: 'c' }) });
  checkIds({ model: { vocab: [['a', -1]] } });
});

test.each([
  [{ model: { vocab: { a: 2 ** 22 } } }, 'below 4194304, found 4194304 for "a"'],
  [{ model: { vocab: { a: -1 } } }, 'found -1 for "a"'],
  [{ model: { vocab: { a: [null] } } }, 'found [null] for "a"'],
  [added({ id: null, content: 'c' }), 'found null for "c"'],
  [added({ id: 2 ** 31, content: 'c' }), 'found 2147483648 for "c"'],
  [added({ id: 1 }), 'expected added tokens with an id and a content, found {"id":1}'],
  [added(null), 'found null'],
  [{ added_tokens: {} }, 'expected added_tokens to be a list, found {}'],
])('%j is refused', (definition, message) => {
  expect(() => checkIds(definition)).toThrow(RangeError);
  expect(() => checkIds(definition)).toThrow(message);
});
