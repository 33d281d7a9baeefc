import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteDamages, damagedBytes } from '../../../core/src/testing/byte-damages.js';
import { fuzzSettings } from '../../../core/src/testing/fuzz-settings.js';
import { readOrRefuse } from '../../../core/src/testing/read-or-refuse.js';
import { readWikitext } from './wikitext.js';

const { files } = JSON.parse(readFileSync(new URL('wikitext.golden.json', import.meta.url), 'utf8')) as {
  readonly files: Readonly<Record<string, string>>;
};

test.each(Object.entries(files))('a spoilt parquet file written %s is read or refused', async (_, base64) => {
  const file = Uint8Array.from(Buffer.from(base64, 'base64'));
  await fc.assert(
    fc.asyncProperty(byteDamages, async (damages) => {
      const rows = await readOrRefuse(() => readWikitext(damagedBytes(file, damages)));
      expect((rows ?? []).every((row) => typeof row === 'string')).toBe(true);
    }),
    fuzzSettings(0.02),
  );
});
