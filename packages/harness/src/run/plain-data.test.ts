import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePlainData, encodePlainData } from './plain-data.js';

const returned = <Data>(data: Data) => decodePlainData(encodePlainData(data)) as Data;

describe('plain data in bytes', () => {
  test('come back as they were, every bit of every number', () => {
    const leaf = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.string(),
      fc.boolean(),
      fc.constantFrom(null, undefined, -0, Number.NaN, Number.POSITIVE_INFINITY),
      fc.float64Array(),
      fc.float32Array(),
      fc.uint8Array(),
      fc.uint16Array(),
      fc.int32Array(),
      fc.uint32Array(),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('tree')), fc.dictionary(fc.string(), tie('tree'))),
    }));
    fc.assert(
      fc.property(tree, (data) => {
        expect(returned(data)).toEqual(structuredClone(data));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  test('typed arrays have buffers of their own, of their own length', () => {
    const whole = Float64Array.of(1, 2, 3, 4);
    const { text: _text, ...arrays } = returned({
      text: 'shifts what follows',
      part: whole.subarray(1, 3),
      small: Float32Array.of(1 / 3),
      bytes: Uint8Array.of(7),
      buffer: Buffer.from('abc'),
    });
    expect([...arrays.part]).toEqual([2, 3]);
    expect([...arrays.small]).toEqual([Math.fround(1 / 3)]);
    expect(arrays.buffer.toString()).toBe('abc');
    for (const { buffer, byteOffset, byteLength } of Object.values(arrays)) {
      expect({ byteOffset, length: buffer.byteLength }).toEqual({ byteOffset: 0, length: byteLength });
    }
    expect(new Set(Object.values(arrays).map(({ buffer }) => buffer)).size).toBe(4);
  });

  test('what is one object stays one', () => {
    const array = Uint8Array.of(1, 2);
    const shared = { array };
    const found = returned({ a: shared, b: shared, c: array });
    expect(found.a).toBe(found.b);
    expect(found.c).toBe(found.a.array);
  });

  test('what is no plain data is refused', () => {
    expect(() => encodePlainData({ draw: () => 1 })).toThrow(/could not be cloned/);
    expect(() => decodePlainData(Uint8Array.of(1, 2, 3))).toThrow();
  });
});
