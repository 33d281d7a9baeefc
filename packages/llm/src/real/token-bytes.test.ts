import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeTokens, encodeTokens } from './token-bytes.js';

const documents = fc.array(fc.uint32Array({ maxLength: 20 }), { maxLength: 8 });

test('documents come back, also from bytes that begin at any place', () => {
  fc.assert(
    fc.property(documents, fc.nat(3), (texts, shift) => {
      const bytes = encodeTokens(texts);
      const moved = new Uint8Array(bytes.length + shift);
      moved.set(bytes, shift);
      expect(decodeTokens(moved.subarray(shift))).toEqual(texts);
    }),
  );
});

test('bytes that are cut short or have something left over are refused', () => {
  fc.assert(
    fc.property(documents, fc.nat(), (texts, cut) => {
      const bytes = encodeTokens(texts);
      expect(() => decodeTokens(bytes.subarray(0, cut % bytes.length))).toThrow(RangeError);
      expect(() => decodeTokens(Uint8Array.of(...bytes, 0))).toThrow(RangeError);
    }),
  );
});
