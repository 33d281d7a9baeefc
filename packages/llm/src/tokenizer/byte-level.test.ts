import { expect, test } from 'vitest';
import { decodesBytes, splitsAtSpaces, tokenBytes } from './byte-level.js';

const byteLevel = { type: 'ByteLevel', use_regex: true };
const whole = { normalizer: null, pre_tokenizer: byteLevel, decoder: byteLevel, added_tokens: [{ content: '</s>' }] };

test('GPT-2’s make is known, and nothing else is taken for it', () => {
  expect(splitsAtSpaces(whole)).toBe(true);
  for (const change of [
    { normalizer: { type: 'Prepend' } },
    { pre_tokenizer: { ...byteLevel, use_regex: false } },
    { pre_tokenizer: { type: 'Sequence' } },
    { pre_tokenizer: null },
    { added_tokens: [{ content: 'a b' }] },
    { added_tokens: [{ content: '<mask>', lstrip: true }] },
    { added_tokens: [{ content: '<mask>', rstrip: true }] },
  ]) {
    expect(splitsAtSpaces({ ...whole, ...change })).toBe(false);
  }
  expect(decodesBytes(whole)).toBe(true);
  expect(decodesBytes({ ...whole, decoder: { type: 'Sequence' } })).toBe(false);
});

test('every byte has a character', () => {
  const characters = Array.from({ length: 0x144 }, (_, code) => String.fromCharCode(code)).filter((c) => tokenBytes(c));
  expect(characters.map((c) => tokenBytes(c)![0]).sort((a, b) => a - b)).toEqual(Array.from({ length: 256 }, (_, b) => b));
  expect(tokenBytes('Ġthe')).toEqual([0x20, 0x74, 0x68, 0x65]);
  expect(tokenBytes('Ċ')).toEqual([10]);
  expect(tokenBytes('a b')).toBeUndefined();
});
