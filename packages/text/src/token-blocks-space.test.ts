import { streamAt, streamKey } from '@collapse-bench/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentCount, joinDocuments, type TokenBlocks } from './token-blocks.js';
import { tokenBlocksSpace as space } from './token-blocks-space.js';

const rng = () => streamAt(streamKey(3, 'space'), 0);
const documents = ({ tokens, offsets }: TokenBlocks) =>
  Array.from({ length: offsets.length - 1 }, (_, d) => [...tokens.subarray(offsets[d], offsets[d + 1])]);
const text = fc
  .array(fc.array(fc.nat(9), { maxLength: 5 }), { maxLength: 6 })
  .map((list) => joinDocuments(list.map((d) => Uint32Array.from(d))));

test('the size is the number of documents, and concat keeps every document in order', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (parts) => {
      const joined = space.concat(parts);
      expect(documents(joined)).toEqual(parts.flatMap(documents));
      expect(space.size(joined)).toBe(parts.reduce((sum, part) => sum + space.size(part), 0));
      expect(joined.weights).toBeUndefined();
    }),
  );
});

const three = joinDocuments([Uint32Array.of(1), Uint32Array.of(2, 2), Uint32Array.of(3, 3, 3)]);
const two = joinDocuments([Uint32Array.of(4), Uint32Array.of(5)]);

describe('picking', () => {
  test('takes whole documents in the order asked for, repeats included', () => {
    expect(documents(space.pick!(three, Uint32Array.of(2, 0, 2)))).toEqual([[3, 3, 3], [1], [3, 3, 3]]);
    expect(documentCount(space.pick!(three, new Uint32Array(0)))).toBe(0);
    expect(() => space.pick!(three, Uint32Array.of(3))).toThrow(/below 3, found 3/);
  });

  test('a subset without replacement of all documents is a permutation of them', () => {
    const all = documents(space.subset!([three, two], 5, false, rng()));
    expect(all.map((d) => d[0]).sort()).toEqual([1, 2, 3, 4, 5]);
    expect(all.map((d) => d.length).sort()).toEqual([1, 1, 1, 2, 3]);
    expect(() => space.subset!([three, two], 6, false, rng())).toThrow(RangeError);
    expect(space.size(space.subset!([three, two], 60, true, rng()))).toBe(60);
  });

  test('each document is as likely as any other', () => {
    const drawn = documents(space.subset!([three, two], 5000, true, rng()));
    for (const word of [1, 2, 3, 4, 5]) {
      const count = drawn.filter((d) => d[0] === word).length;
      // Binomial(5000, 0.2): sd 28.3.
      expect(Math.abs(count - 1000)).toBeLessThan(4.5 * 28.3);
    }
  });
});

describe('weights', () => {
  test('multiply, stay with their documents, and are 1 where none were given', () => {
    const heavy = space.weighted!(space.weighted!(three, 2), 1.5);
    expect(heavy.weights).toEqual(Float64Array.of(3, 3, 3));
    expect(space.size(heavy)).toBe(3);
    const mixed = space.concat([two, heavy]);
    expect(mixed.weights).toEqual(Float64Array.of(1, 1, 3, 3, 3));
    expect(space.pick!(mixed, Uint32Array.of(4, 1)).weights).toEqual(Float64Array.of(3, 1));
    const subset = space.subset!([two, heavy], 5, false, rng());
    documents(subset).forEach(([word], d) => {
      expect(subset.weights![d]).toBe(word >= 4 ? 1 : 3);
    });
  });

  test('must be finite and not negative', () => {
    expect(() => space.weighted!(two, -1)).toThrow(/finite weight >= 0, found -1/);
    expect(() => space.weighted!(two, Number.NaN)).toThrow(RangeError);
  });
});
