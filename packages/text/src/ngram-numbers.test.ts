import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_NGRAM, numberNgrams } from './ngram-numbers.js';
import { joinDocuments } from './token-blocks.js';

test('equal n-grams, and only those, have equal numbers: against a map of strings', () => {
  const text = fc.array(fc.array(fc.nat(3), { maxLength: 30 }), { maxLength: 5 });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 5 }), (documents, n) => {
      const { numbers, distinct, total } = numberNgrams(joinDocuments(documents.map((d) => Uint32Array.from(d))), n);
      const known = new Map<string, number>();
      const expected = documents.flatMap((d) =>
        d.map((_, i) => {
          if (i + 1 < n) return NO_NGRAM;
          const key = d.slice(i + 1 - n, i + 1).join();
          if (!known.has(key)) known.set(key, known.size);
          return known.get(key);
        }),
      );
      expect([...numbers]).toEqual(expected);
      expect(distinct).toBe(known.size);
      expect(total).toBe(expected.filter((each) => each !== NO_NGRAM).length);
    }),
  );
});

test('n must be a positive integer', () => {
  expect(() => numberNgrams(joinDocuments([]), 0)).toThrow(/positive integer n, found 0/);
});
