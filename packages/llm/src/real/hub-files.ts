import type { Download, HubFile } from '@collapse-bench/core';
import { CONFIG_FILE, WEIGHTS_FILE } from '../folder/file-names.js';
import type { BaseOptions, LlmOptions } from '../options.js';

type HubBase = Extract<BaseOptions, { kind: 'hub' }>;

/** Parts of the dataset, as its files name them. */
export const WIKITEXT_PARTS = ['train', 'validation', 'test'] as const;
export type WikitextPart = (typeof WIKITEXT_PARTS)[number];

/** The dataset, and the commit that has these files. */
export const WIKITEXT = {
  kind: 'dataset',
  repo: 'Salesforce/wikitext',
  revision: 'b08601e04326c79dfdd32d625aee71d232d685c3',
  folder: 'wikitext-2-raw-v1',
} as const;

/** About how many bytes files have, by repository and name; those of weights in half precision. */
const BYTES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'facebook/opt-125m': { 'vocab.json': 899_000, 'merges.txt': 456_000, 'config.json': 700, 'model.safetensors': 251_000_000 },
  'Salesforce/wikitext': {
    'wikitext-2-raw-v1/train-00000-of-00001.parquet': 6_360_000,
    'wikitext-2-raw-v1/validation-00000-of-00001.parquet': 657_000,
    'wikitext-2-raw-v1/test-00000-of-00001.parquet': 733_000,
  },
};

export function modelFile({ repo, revision }: HubBase, file: string): HubFile {
  return { kind: 'model', repo, revision, file };
}

/** Names of the files that hold the folder's tokenizer. */
export function tokenizerNames({ tokenizer }: HubBase): readonly string[] {
  return tokenizer === 'tokenizer.json' ? ['tokenizer.json'] : ['vocab.json', 'merges.txt'];
}

export function wikitextFile(part: WikitextPart): HubFile {
  const { folder, ...repository } = WIKITEXT;
  return { ...repository, file: `${folder}/${part}-00000-of-00001.parquet` };
}

/** Every file of the hub that a run with these options wants. */
export function llmDownloads({ base, corpus }: Pick<LlmOptions, 'base' | 'corpus'>): readonly Download[] {
  const model =
    base.kind === 'hub' ? [...tokenizerNames(base), CONFIG_FILE, WEIGHTS_FILE].map((name) => modelFile(base, name)) : [];
  const text = corpus.kind === 'wikitext-2' ? WIKITEXT_PARTS.map(wikitextFile) : [];
  return [...model, ...text].map((file) => {
    const bytes = BYTES[file.repo]?.[file.file];
    return bytes === undefined ? { file } : { file, bytes };
  });
}
