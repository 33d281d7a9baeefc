import { streamAt, streamKey } from '@collapse-bench/core';
import { initialParameters } from '@collapse-bench/tensor';
import { expect, test } from 'vitest';
import { parametersOf } from '../architecture/parameters.js';
import { writeModel } from '../folder/model-folder.js';
import { hubOf, optTokenizerFiles } from '../testing/hub-of.js';
import { quickHost } from '../testing/quick-host.js';
import { smallOpt } from '../testing/small-configs.js';
import { smallOptions } from '../testing/small-options.js';
import { baseOf } from './base-model.js';
import { loadBase } from './load-base.js';

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
const weights = initialParameters(parametersOf(config), streamAt(streamKey(3, 'folder'), 0));
const files = { ...writeModel({ config, weights }), ...optTokenizerFiles() };
const at = (revision: string) => ({ kind: 'hub', repo: 'someone/opt', revision, tokenizer: 'vocab-and-merges' }) as const;

test('a folder of the hub is read with its own tokenizer', async () => {
  const { host, asked } = hubOf(files);
  const which = { base: at('refs/pr/35'), blockLength: 16 };
  expect(() => baseOf(which)).toThrow('await llm.load(options, host) first');
  await loadBase(which, host);
  expect(baseOf(which)).toEqual({ config, weights });
  expect(asked.every(({ kind, repo, revision }) => `${kind} ${repo} ${revision}` === 'model someone/opt refs/pr/35')).toBe(true);
  expect(asked.map(({ file }) => file)).toEqual(['vocab.json', 'merges.txt', 'config.json', 'model.safetensors']);
});

test('what does not fit together is refused', async () => {
  const { host } = hubOf(files);
  await expect(loadBase({ base: at('long'), blockLength: 17 }, host)).rejects.toThrow(
    'expected a blockLength of at most 16, half the positions of someone/opt (a block is the prompt, a block follows), found 17',
  );
  const small = { ...config, vocabulary: 1024 };
  const poor = hubOf({
    ...files,
    ...writeModel({ config: small, weights: initialParameters(parametersOf(small), streamAt(streamKey(3, 'folder'), 0)) }),
  });
  await expect(loadBase({ base: at('poor'), blockLength: 16 }, poor.host)).rejects.toThrow(
    "expected a tokenizer of at most 1024 tokens, the rows of someone/opt's embedding, found 1026",
  );
  await expect(loadBase({ base: at('none'), blockLength: 16 }, hubOf({}).host)).rejects.toThrow('no vocab.json');
});

test('pretraining is done once a machine, from its seed alone', async () => {
  const keys: string[] = [];
  const making = async (seed: number) => {
    const made: Uint8Array[] = [];
    const host = {
      ...quickHost,
      kept: async (key: string, make: () => Promise<Uint8Array>) => {
        keys.push(key);
        const bytes = await make();
        made.push(bytes);
        return bytes;
      },
    };
    if (smallOptions.base.kind !== 'pretrained') throw new Error('expected a pretrained base');
    const base = { ...smallOptions.base, pretraining: { ...smallOptions.base.pretraining, firstYear: 1986, epochs: 1, seed } };
    await loadBase({ base, blockLength: 12 }, host);
    return Buffer.from(made[1]).toString('base64');
  };
  const [first, second] = [await making(11), await making(12)];
  expect(first === second).toBe(false);
  expect(new Set(keys.filter((key) => key.startsWith('llm-base-'))).size).toBe(2);
  for (const key of keys) expect(key).toMatch(/^llm-(base|tokens)-[a-z0-9.-]+$/);
});
