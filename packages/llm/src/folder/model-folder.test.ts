import { decodeSafetensors, encodeSafetensors, type StoredTensor } from '@collapse-bench/tensor';
import { describe, expect, test } from 'vitest';
import type { TransformerConfig } from '../architecture/config.js';
import { parametersOf } from '../architecture/parameters.js';
import { formulaWeights } from '../testing/formula-weights.js';
import { smallOpt } from '../testing/small-configs.js';
import { readModel, writeModel } from './model-folder.js';

const opt = smallOpt({ vocabulary: 5, positions: 4, width: 4, layers: 1, heads: 2, feedForward: 6, dropout: 0.1, beginToken: 2 });
const gpt2: TransformerConfig = { ...opt, family: 'gpt2', beginToken: undefined, activation: 'gelu-tanh' };
const modelOf = (config: TransformerConfig) => ({ config, weights: formulaWeights(parametersOf(config)) });

/** The folder of a model with the tensors of its weights file changed. */
function changed(config: TransformerConfig, change: (tensors: Record<string, StoredTensor>) => void) {
  const files = writeModel(modelOf(config));
  const tensors = { ...decodeSafetensors(files['model.safetensors']).tensors };
  change(tensors);
  return { ...files, 'model.safetensors': encodeSafetensors(tensors) };
}

const TOKENS = 'model.decoder.embed_tokens.weight';
const FC1 = 'model.decoder.layers.0.fc1.weight';

describe('readModel takes', () => {
  test.each([
    ['opt', opt, 'model.'],
    ['gpt2', gpt2, 'transformer.'],
  ])('%s with names without their first part, and an output that is the embedding', (_, config, prefix) => {
    const files = changed(config, (tensors) => {
      for (const name of Object.keys(tensors)) {
        tensors[name.slice(prefix.length)] = tensors[name];
        if (name.endsWith('embed_tokens.weight') || name.endsWith('wte.weight')) tensors['lm_head.weight'] = tensors[name];
        delete tensors[name];
      }
    });
    expect(readModel(files).weights).toEqual(modelOf(config).weights);
  });

  test('masks of old files of GPT-2', () => {
    const files = changed(gpt2, (tensors) => {
      tensors['transformer.h.0.attn.bias'] = { shape: [1, 1, 2, 2], data: new Float32Array(4) };
      tensors['h.0.attn.masked_bias'] = { shape: [], data: Float32Array.of(-1e4) };
    });
    expect(readModel(files).weights).toEqual(modelOf(gpt2).weights);
  });
});

describe('readModel refuses', () => {
  test.each<[string, (tensors: Record<string, StoredTensor>) => void, RegExp]>([
    [
      'a missing weight',
      (tensors) => delete tensors[FC1],
      /expected a weight model.decoder.layers.0.fc1.weight of shape \[6,4\], found none: do/,
    ],
    [
      'another shape',
      (tensors) => {
        tensors[FC1] = { shape: [4, 6], data: new Float32Array(24) };
      },
      /weight model.decoder.layers.0.fc1.weight of shape \[6,4\], found \[4,6\]: do config.json and model.safetensors belong/,
    ],
    [
      'integers',
      (tensors) => {
        tensors[FC1] = { shape: [6, 4], data: new Int32Array(24) };
      },
      /fc1.weight of floats, found integers/,
    ],
    [
      'a weight that belongs to nothing',
      (tensors) => {
        tensors['model.decoder.project_in.weight'] = { shape: [1], data: new Float32Array(1) };
      },
      /no weights besides .*, found model.decoder.project_in.weight/,
    ],
    [
      'a weight by two names',
      (tensors) => {
        tensors['decoder.layers.0.fc1.weight'] = tensors[FC1];
      },
      /fc1.weight once in model.safetensors, found it as/,
    ],
    [
      'an output of its own',
      (tensors) => {
        tensors['lm_head.weight'] = {
          shape: [5, 4],
          data: tensors[TOKENS].data.map((value, i) => (i === 7 ? 0 : value)) as Float32Array,
        };
      },
      /lm_head.weight to equal the embedding/,
    ],
  ])('%s', (_, change, message) => {
    expect(() => readModel(changed(opt, change))).toThrow(message);
  });

  test('a file that is missing, and says what could be done', () => {
    const { 'config.json': config, 'model.safetensors': weights } = writeModel(modelOf(opt));
    const none = new Uint8Array();
    expect(() => readModel({})).toThrow(/expected a file config.json, found none$/);
    expect(() => readModel({ 'model.safetensors': weights })).toThrow(/file config.json, found model.safetensors$/);
    expect(() => readModel({ 'config.json': config, 'pytorch_model.bin': none })).toThrow(/model.safetensors, .* refs\/pr\/35/);
    expect(() => readModel({ 'config.json': config, 'model.safetensors.index.json': none })).toThrow(/max_shard_size/);
  });

  test('a file cut short', () => {
    const files = writeModel(modelOf(opt));
    const cut = { ...files, 'model.safetensors': files['model.safetensors'].subarray(0, -1) };
    expect(() => readModel(cut)).toThrow(/bytes of data, found/);
  });
});

describe('writeModel refuses', () => {
  const { config, weights } = modelOf(opt);

  test('weights of another shape', () => {
    const { [FC1]: fc1, ...rest } = weights;
    expect(() => writeModel({ config, weights: rest })).toThrow(/a weight model.decoder.layers.0.fc1.weight, found none/);
    expect(() => writeModel({ config, weights: { ...weights, other: fc1 } })).toThrow(/found other besides/);
    expect(() => writeModel({ config, weights: { ...weights, [FC1]: new Float32Array(23) } })).toThrow(
      /24 elements in .*fc1.weight/,
    );
  });
});
