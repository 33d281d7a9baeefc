import { expect, test } from 'vitest';
import { cutIntoBlocks, documentCount, equalBlocks, joinDocuments } from './token-blocks.js';

test('documents are joined in order and keep their borders, empty ones too', () => {
  const joined = joinDocuments([Uint32Array.of(1, 2), Uint32Array.of(), Uint32Array.of(3)]);
  expect(joined).toEqual({ tokens: Uint32Array.of(1, 2, 3), offsets: Uint32Array.of(0, 2, 2, 3) });
  expect(documentCount(joined)).toBe(3);
});

test('blocks have the length asked for and never span documents', () => {
  const blocks = cutIntoBlocks([Uint32Array.of(1, 2, 3, 4, 5), Uint32Array.of(6), Uint32Array.of(7, 8)], 2);
  expect(blocks).toEqual({ tokens: Uint32Array.of(1, 2, 3, 4, 7, 8), offsets: Uint32Array.of(0, 2, 4, 6) });
});

test('lengths that make no sense are refused', () => {
  expect(() => cutIntoBlocks([], 0)).toThrow(/positive integer length, found 0/);
  expect(() => equalBlocks(new Uint32Array(5), 2)).toThrow(/multiple of 2 tokens, found 5/);
});
