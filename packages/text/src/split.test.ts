import { expect, test } from 'vitest';
import { splitDocuments } from './split.js';

test('every document is in one part, eight of ten for training, whatever the order of asking', () => {
  const documents = Array.from({ length: 57 }, (_, i) => i);
  const { training, validation, test: held } = splitDocuments(documents);
  expect(validation).toEqual([8, 18, 28, 38, 48]);
  expect(held).toEqual([9, 19, 29, 39, 49]);
  expect([...training, ...validation, ...held].sort((a, b) => a - b)).toEqual(documents);
});

test('fewer than ten documents leave a part empty', () => {
  expect(() => splitDocuments([1, 2, 3])).toThrow(/at least 10 documents, found 3/);
});
