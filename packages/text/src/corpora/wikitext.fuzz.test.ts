import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteDamages, damagedBytes } from '../../../core/src/testing/byte-damages.js';
import { readOrRefuse } from '../../../core/src/testing/read-or-refuse.js';
import { readWikitext } from './wikitext.js';

const { files } = JSON.parse(readFileSync(new URL('wikitext.golden.json', import.meta.url), 'utf8')) as {
  readonly files: Readonly<Record<string, string>>;
};

/**
 * The library makes room for lists in a header as long as they claim before it misses their items: 2^25 places at most, beyond
 * which the engine makes none.
 */
const MOST_LISTED = 2 ** 32;

/**
 * Always the same files, FUZZ_FILES or not. A run of equal levels or words within a page can claim 2^30 values, which the library
 * writes out until memory ends: only the SHA-256 of a hub file, where one is known, stands against that.
 */
const SETTINGS = { seed: 20230517, numRuns: 50 };

test.each(Object.entries(files))('a spoilt parquet file written %s is read or refused', async (_, base64) => {
  const file = Uint8Array.from(Buffer.from(base64, 'base64'));
  await fc.assert(
    fc.asyncProperty(byteDamages, async (damages) => {
      const rows = await readOrRefuse(() => readWikitext(damagedBytes(file, damages)), MOST_LISTED);
      expect((rows ?? []).every((row) => typeof row === 'string')).toBe(true);
    }),
    SETTINGS,
  );
});
