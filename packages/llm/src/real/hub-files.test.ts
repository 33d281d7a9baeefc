import { readFileSync } from 'node:fs';
import { streamAt, streamKey } from '@collapse-bench/core';
import { initialParameters } from '@collapse-bench/tensor';
import { expect, test } from 'vitest';
import { parametersOf } from '../architecture/parameters.js';
import { writeModel } from '../folder/model-folder.js';
import { llm } from '../llm.js';
import type { LlmOptions } from '../options.js';
import { hubOf, optTokenizerFiles } from '../testing/hub-of.js';
import { smallOpt } from '../testing/small-configs.js';
import { smallOptions } from '../testing/small-options.js';
import { llmDownloads } from './hub-files.js';

const config = smallOpt({
  vocabulary: 1040,
  positions: 32,
  width: 8,
  layers: 1,
  heads: 2,
  feedForward: 16,
  dropout: 0.1,
  beginToken: 2,
  padToken: 1,
});
const golden = JSON.parse(readFileSync(new URL('../../../text/src/corpora/wikitext.golden.json', import.meta.url), 'utf8'));
const parquet = new Uint8Array(Buffer.from(golden.files['as on the hub'], 'base64'));
const opt: LlmOptions = {
  ...smallOptions,
  corpus: { kind: 'wikitext-2' },
  base: { kind: 'hub', repo: 'facebook/opt-125m', revision: 'abc', tokenizer: 'vocab-and-merges' },
};

test('what is said to be fetched is what is fetched', async () => {
  const parts = ['train', 'validation', 'test'].map((part) => [`wikitext-2-raw-v1/${part}-00000-of-00001.parquet`, parquet]);
  const weights = initialParameters(parametersOf(config), streamAt(streamKey(3, 'folder'), 0));
  const { host, asked } = hubOf({ ...writeModel({ config, weights }), ...optTokenizerFiles(), ...Object.fromEntries(parts) });
  await llm.load(opt, host);
  const names = (files: readonly object[]) => [...new Set(files.map((file) => JSON.stringify(file)))].sort();
  expect(names(asked)).toEqual(names(llmDownloads(opt).map(({ file }) => file)));
});

test("the paper's files have known sizes, 260 MB in all; of other folders nothing is said", () => {
  const all = llmDownloads(opt).reduce((sum, { bytes }) => sum + bytes!, 0);
  expect(all / 1e6).toBeCloseTo(260.1, 1);
  const base = { ...opt.base, kind: 'hub', repo: 'some/model', revision: 'main', tokenizer: 'tokenizer.json' } as const;
  expect(llmDownloads({ ...smallOptions, base }).map(({ file, bytes }) => [file.file, bytes])).toEqual([
    ['tokenizer.json', undefined],
    ['config.json', undefined],
    ['model.safetensors', undefined],
  ]);
});

test('what comes with the package fetches nothing', () => {
  expect(llmDownloads(smallOptions)).toEqual([]);
});
