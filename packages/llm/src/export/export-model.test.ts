import { expect, test } from 'vitest';
import { parametersOf } from '../architecture/parameters.js';
import { formulaWeights } from '../testing/formula-weights.js';
import { hubOf, optTokenizerFiles } from '../testing/hub-of.js';
import { quickHost } from '../testing/quick-host.js';
import { smallOpt } from '../testing/small-configs.js';
import { smallOptions } from '../testing/small-options.js';
import { tokenizerOf } from '../tokenizer/tokenizer.js';
import { exportModel } from './export-model.js';
import { onnxFolder } from './onnx-folder.js';

const config = smallOpt({ vocabulary: 1030, positions: 16, width: 4, layers: 1, heads: 1, feedForward: 4 });
const model = { config, weights: formulaWeights(parametersOf(config)) };
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test('a model goes with the tokenizer of its base, the one committed here', async () => {
  const files = await exportModel(smallOptions, { model }, quickHost);
  const tokenizerJson = textOf(await quickHost.read('../data/sotu-bpe-1024.json'));
  expect(files).toEqual(onnxFolder(model, { tokenizerJson }));
  expect(textOf(files['tokenizer.json'])).toBe(tokenizerJson);
});

test("or that of the base's repository, as one tokenizer.json that begins texts as the model wants", async () => {
  const hub = hubOf(optTokenizerFiles());
  const base = { kind: 'hub', repo: 'a/b', revision: 'refs/pr/1', tokenizer: 'vocab-and-merges' } as const;
  const files = await exportModel({ base }, { model }, hub.host);
  const tokenizer = tokenizerOf({ tokenizerJson: textOf(files['tokenizer.json']) });
  const { 'vocab.json': vocab, 'merges.txt': merges } = optTokenizerFiles();
  const original = tokenizerOf({ vocab: textOf(vocab), merges: textOf(merges) });
  const text = 'My fellow citizens, é </s> "2"';
  expect(tokenizer.beginToken).toBe(2);
  expect(tokenizer.encode(text)).toEqual(original.encode(text));
});

test('a model whose fit diverged is none', async () => {
  const diverged = { epoch: 2, step: 7, loss: Number.NaN };
  await expect(exportModel(smallOptions, { model, diverged }, quickHost)).rejects.toThrow(
    'expected a model whose fits went well, found one that diverged: the loss was NaN at epoch 2, step 7',
  );
});
