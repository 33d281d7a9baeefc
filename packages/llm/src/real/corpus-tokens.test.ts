import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hubOf, optTokenizerFiles } from '../testing/hub-of.js';
import { quickHost } from '../testing/quick-host.js';
import { addressTokens, corpusTokens } from './corpus-tokens.js';
import { loadTokenizer } from './load-tokenizer.js';

const golden = JSON.parse(readFileSync(new URL('../../../text/src/corpora/wikitext.golden.json', import.meta.url), 'utf8')) as {
  readonly rows: readonly string[];
  readonly files: Readonly<Record<string, string>>;
};
const parquet = new Uint8Array(Buffer.from(golden.files['as on the hub'], 'base64'));
const opt = { kind: 'hub', repo: 'someone/opt', revision: 'refs/pr/1', tokenizer: 'vocab-and-merges' } as const;

test('wikitext2 comes from the hub, each part as one document with the begin token before every line', async () => {
  const parts = Object.fromEntries(
    ['train', 'validation', 'test'].map((part) => [`wikitext-2-raw-v1/${part}-00000-of-00001.parquet`, parquet]),
  );
  const { host, asked } = hubOf({ ...parts, ...optTokenizerFiles() });
  const loaded = await loadTokenizer(opt, host);
  const tokens = await corpusTokens({ kind: 'wikitext-2' }, loaded, host);
  expect(asked.map(({ kind, repo, file }) => `${kind} ${repo} ${file}`)).toEqual([
    ...['vocab.json', 'merges.txt'].map((file) => `model someone/opt ${file}`),
    ...Object.keys(parts).map((file) => `dataset Salesforce/wikitext ${file}`),
  ]);
  const { tokenizer } = loaded;
  expect(tokenizer.beginToken).toBe(2);
  expect(tokens.training).toHaveLength(1);
  expect(tokenizer.decode(tokens.training[0])).toBe(golden.rows.map((row) => `</s>${row}`).join(''));
  expect(tokens.validation).toEqual(tokens.training);
});

test('addresses are documents, and their tokens are kept', async () => {
  let made = 0;
  const counting = {
    ...quickHost,
    kept: (key: string, make: () => Promise<Uint8Array>) => {
      expect(key).toMatch(/^[A-Za-z0-9.-]+$/);
      made++;
      return quickHost.kept(key, make);
    },
  };
  const loaded = await loadTokenizer({ ...opt, kind: 'scratch' } as never, counting);
  const documents = await addressTokens(2001, 2002, loaded, counting);
  expect(made).toBe(1);
  // George W. Bush's, each before both houses.
  expect(documents.map((each) => loaded.tokenizer.decode(each.subarray(0, 40)))).toEqual([
    expect.stringMatching(/Congress/),
    expect.stringMatching(/Congress/),
  ]);
});
