import { nextUint32, streamAt, streamKey, uniformInteger } from '@collapse-bench/core';
import { snappyUncompress } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { snappyBytes } from './snappy.js';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const letters = (content: string) => [...Buffer.from(content, 'latin1')];
const literal = (content: string) => [(content.length - 1) << 2, ...letters(content)];

describe('what Snappy compressed comes out as it was', () => {
  // By hand, from the description of the format.
  test.each<[string, readonly number[], string]>([
    ['nothing', [], ''],
    ['a literal', literal('abc'), 'abc'],
    ['a literal whose length takes a byte', [60 << 2, 2, ...letters('abc')], 'abc'],
    ['a literal whose length takes four', [63 << 2, 2, 0, 0, 0, ...letters('abc')], 'abc'],
    ['a copy of a byte', [...literal('abcd'), (0 << 5) | (0 << 2) | 1, 4], 'abcdabcd'],
    ['a copy into what it makes', [...literal('ab'), (3 << 2) | 1, 2], 'ababababa'],
    ['a copy from far back', [...literal('abc'), (1 << 2) | 2, 3, 0, (2 << 2) | 3, 5, 0, 0, 0], 'abcababc'],
  ])('%s', (_, stream, expected) => {
    expect(text(snappyBytes(Uint8Array.from([expected.length, ...stream]), expected.length))).toBe(expected);
  });

  test('as the library has it, whatever the stream', () => {
    const rng = streamAt(streamKey(5, 'snappy'), 0);
    for (let round = 0; round < 300; round++) {
      const stream: number[] = [];
      let length = 0;
      while (length < 400) {
        const kind = length === 0 ? 0 : uniformInteger(rng, 4);
        const back = 1 + uniformInteger(rng, Math.max(1, length));
        const size = kind === 1 ? 4 + uniformInteger(rng, 8) : 1 + uniformInteger(rng, 60);
        if (kind === 0) stream.push((size - 1) << 2, ...Array.from({ length: size }, () => nextUint32(rng) & 255));
        else if (kind === 1) stream.push(((back >> 8) << 5) | ((size - 4) << 2) | 1, back & 255);
        else stream.push(((size - 1) << 2) | kind, back & 255, back >> 8, ...(kind === 3 ? [0, 0] : []));
        length += size;
      }
      const whole = Uint8Array.from([(length & 127) | 128, length >> 7, ...stream]);
      const expected = new Uint8Array(length);
      snappyUncompress(whole, expected);
      expect(Buffer.from(snappyBytes(whole, length)).equals(expected)).toBe(true);
    }
  });
});

test.each<[string, readonly number[], number]>([
  ['ends early', literal('abc').slice(0, -1), 3],
  ['ends within a tag', [61 << 2, 2], 3],
  ['makes too little', literal('abc'), 4],
  ['makes too much', literal('abc'), 2],
  ['copies too much', [...literal('ab'), (3 << 2) | 1, 2], 5],
  ['copies from before its beginning', [...literal('ab'), (0 << 2) | 1, 3], 6],
  ['copies from nowhere', [...literal('ab'), (0 << 2) | 1, 0], 6],
  // In 32 bits with a sign this length is less than none, and the library goes on for ever.
  ['has a literal of 2^32 - 10 bytes', [...literal('abcdefghijkl'), 63 << 2, 0xf6, 0xff, 0xff, 0xff], 12],
])('a stream that %s is refused', (_, stream, length) => {
  expect(() => snappyBytes(Uint8Array.from([length, ...stream]), length)).toThrow('a page that Snappy did not compress');
});

test('no room is made for more than the bytes can hold', () => {
  expect(() => snappyBytes(Uint8Array.of(1, 0, 0), 67)).toThrow('a page of 3 bytes that claims to hold 67');
});
