import { equalBlocks } from '@collapse-bench/text';
import { expect, test } from 'vitest';
import { asSamples, promptsFor, tokensToWrite } from './prompts.js';

const original = equalBlocks(Uint32Array.of(1, 2, 3, 4, 5, 6), 3);

test('whole blocks in their order, from the first again after the last; samples are what follows', () => {
  const block = { kind: 'block' } as const;
  const prompts = promptsFor(original, block, 3);
  expect(prompts).toEqual(equalBlocks(Uint32Array.of(1, 2, 3, 4, 5, 6, 1, 2, 3), 3));
  expect(tokensToWrite(block, 3)).toBe(3);
  const written = equalBlocks(Uint32Array.of(7, 7, 7, 8, 8, 8, 9, 9, 9), 3);
  expect(asSamples(prompts, written, block)).toEqual(written);
});

test('beginnings of blocks; samples go on from them', () => {
  const beginning = { kind: 'beginning', tokens: 1 } as const;
  const prompts = promptsFor(original, beginning, 3);
  expect(prompts).toEqual(equalBlocks(Uint32Array.of(1, 4, 1), 1));
  expect(tokensToWrite(beginning, 3)).toBe(2);
  const written = equalBlocks(Uint32Array.of(7, 7, 8, 8, 9, 9), 2);
  expect(asSamples(prompts, written, beginning)).toEqual(equalBlocks(Uint32Array.of(1, 7, 7, 4, 8, 8, 1, 9, 9), 3));
});

test('none are asked for: none', () => {
  expect(promptsFor(original, { kind: 'block' }, 0).offsets).toEqual(Uint32Array.of(0));
});
