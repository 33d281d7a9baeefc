import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteDamages, damagedBytes } from '../../../core/src/testing/byte-damages.js';
import { fuzzSettings } from '../../../core/src/testing/fuzz-settings.js';
import { readOrRefuse } from '../../../core/src/testing/read-or-refuse.js';
import { decodeIdx } from './idx.js';

test.each([
  ['pictures', Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, ...Array(12).keys())],
  ['labels', Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 5, 9, 8, 7, 6, 5)],
])('a spoilt IDX file of %s is read or refused', async (_, file) => {
  await fc.assert(
    fc.asyncProperty(byteDamages, async (damages) => {
      const bytes = damagedBytes(file, damages);
      const read = await readOrRefuse(() => decodeIdx(bytes, 'f'));
      if (read === undefined) return;
      expect(read.values.length).toBe(read.dimensions.reduce((a, b) => a * b, 1));
      expect(read.values.length).toBe(bytes.length - 4 - 4 * read.dimensions.length);
    }),
    fuzzSettings(0.03),
  );
});
