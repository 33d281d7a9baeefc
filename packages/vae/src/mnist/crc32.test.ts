import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32 } from './crc32.js';

describe('CRC-32', () => {
  test('of the catalogued check string is the catalogued value', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array(0))).toBe(0);
  });

  test('is what gzip writes behind its data', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(7), (bytes, offset) => {
        expect(crc32(bytes.subarray(offset))).toBe(
          gzipSync(bytes.subarray(offset)).readUInt32LE(gzipSync(bytes.subarray(offset)).length - 8),
        );
      }),
    );
  });

  test('changes with every single bit', () => {
    const bytes = Uint8Array.from({ length: 21 }, (_, i) => 37 * i);
    const sums = new Set([crc32(bytes)]);
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const flipped = bytes.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      sums.add(crc32(flipped));
    }
    expect(sums.size).toBe(8 * bytes.length + 1);
  });
});
