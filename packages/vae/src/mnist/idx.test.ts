import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeIdx } from './idx.js';

/** An IDX file of bytes, written from the description of the format. */
function encodeIdx(dimensions: readonly number[], values: Uint8Array, kind = 0x08): Uint8Array {
  const header = [
    0,
    0,
    kind,
    dimensions.length,
    ...dimensions.flatMap((d) => [d >>> 24, (d >>> 16) & 255, (d >>> 8) & 255, d & 255]),
  ];
  return Uint8Array.from([...header, ...values]);
}

const file = encodeIdx([2, 3], Uint8Array.of(1, 2, 3, 4, 5, 6));

const anyFile = fc.array(fc.nat(5), { minLength: 1, maxLength: 4 }).chain((dimensions) => {
  const size = dimensions.reduce((a, b) => a * b, 1);
  return fc.tuple(fc.constant(dimensions), fc.uint8Array({ minLength: size, maxLength: size }));
});

describe('IDX files', () => {
  test('are decoded to what was written', () => {
    fc.assert(
      fc.property(anyFile, ([dimensions, values]) => {
        expect(decodeIdx(encodeIdx(dimensions, values), 'f')).toEqual({ dimensions, values });
      }),
    );
  });

  test('may begin anywhere in their memory, and are not copied', () => {
    const memory = new Uint8Array(100);
    memory.set(file, 7);
    const { values } = decodeIdx(memory.subarray(7, 7 + file.length), 'f');
    expect(values).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6));
    expect(values.buffer).toBe(memory.buffer);
    expect(Object.getPrototypeOf(decodeIdx(Buffer.from(file), 'f').values)).toBe(Uint8Array.prototype);
  });

  test('of large dimensions are read as unsigned', () => {
    expect(() => decodeIdx(encodeIdx([2 ** 31 + 5], new Uint8Array(0)), 'f')).toThrow(/expected 2147483653 values/);
    expect(() => decodeIdx(encodeIdx([2 ** 32 - 1, 2 ** 32 - 1, 7], new Uint8Array(3)), 'f')).toThrow(RangeError);
  });

  test('cut short anywhere, or longer than they say, are refused', () => {
    for (let length = 0; length < file.length; length++) {
      expect(() => decodeIdx(file.subarray(0, length), 'f'), `${length} bytes`).toThrow(/^f: expected .*, found /);
    }
    expect(() => decodeIdx(Uint8Array.of(...file, 0), 'f')).toThrow('f: expected 6 values (2 x 3) behind the header, found 7');
  });

  test.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /begins with 4 bytes .* found 0 bytes/],
    ['a gzip file', Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0), /a gzip file: decompress it/],
    ['text', new TextEncoder().encode('<html>'), /begins with 00 00 08, found 3c 68 74/],
    ['floats', encodeIdx([1], new Uint8Array(4), 0x0d), /of unsigned bytes, found one of floats/],
    ['an unknown kind', encodeIdx([1], new Uint8Array(4), 0x0a), /found 00 00 0a/],
    ['the wrong end first', Uint8Array.of(3, 8, 0, 0, 1, 0, 0, 0, 1), /found 03 08 00/],
    ['no dimensions', Uint8Array.of(0, 0, 8, 0, 1), /at least 1 dimension/],
    ['half a header', Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1), /a header of 16 bytes for 3 dimensions, found 8 bytes in all/],
  ])('%s in place of one: a message with what was expected and found', (_, bytes, message) => {
    expect(() => decodeIdx(bytes, 'f')).toThrow(RangeError);
    expect(() => decodeIdx(bytes, 'f')).toThrow(message);
  });

  test('of any bytes at all are refused in words or hold what they say', () => {
    const damaged = anyFile.chain(([dimensions, values]) => {
      const whole = encodeIdx(dimensions, values);
      return fc.tuple(fc.constant(whole), fc.nat(Math.min(whole.length, 24) - 1), fc.nat(255)).map(([bytes, at, byte]) => {
        const copy = bytes.slice();
        copy[at] = byte;
        return copy;
      });
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), damaged), (bytes) => {
        try {
          const { dimensions, values } = decodeIdx(bytes, 'f');
          expect(values.length).toBe(dimensions.reduce((a, b) => a * b, 1));
          expect(values.length).toBe(bytes.length - 4 - 4 * dimensions.length);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          expect((error as Error).message).toMatch(/^f: expected .*, found /);
        }
      }),
      { numRuns: 500 },
    );
  });
});
