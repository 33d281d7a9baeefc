import { describe, expect, test } from 'vitest';
import type { TransformerConfig } from '../architecture/config.js';
import { readConfig, writeConfig } from './config-file.js';

/** config.json of facebook/opt-125m says this at least; all else is transformers' default. */
const opt = { model_type: 'opt', vocab_size: 50272 };
const gpt2 = { model_type: 'gpt2' };

const read = (json: unknown) => readConfig(JSON.stringify(json));

test("what a file does not say is as in transformers' configurations", () => {
  expect(read(opt)).toEqual({
    family: 'opt',
    vocabulary: 50272,
    positions: 2048,
    width: 768,
    layers: 12,
    heads: 12,
    feedForward: 3072,
    activation: 'relu',
    normFirst: true,
    dropout: 0.1,
    beginToken: 2,
    endToken: 2,
    padToken: 1,
  });
  expect(read(gpt2)).toEqual({
    family: 'gpt2',
    vocabulary: 50257,
    positions: 1024,
    width: 768,
    layers: 12,
    heads: 12,
    feedForward: 3072,
    activation: 'gelu-tanh',
    normFirst: true,
    dropout: 0.1,
    endToken: 50256,
  });
});

test('a GPT-2 without n_inner is four times as wide inside', () => {
  expect(read({ ...gpt2, n_embd: 24, n_head: 2, n_inner: null }).feedForward).toBe(96);
  expect(read({ ...gpt2, n_embd: 24, n_head: 2, n_inner: 50 }).feedForward).toBe(50);
});

test.each([
  ['relu', 'relu'],
  ['gelu', 'gelu'],
  ['gelu_new', 'gelu-tanh'],
  ['gelu_pytorch_tanh', 'gelu-tanh'],
])('activation %s is %s', (name, activation) => {
  expect(read({ ...gpt2, activation_function: name }).activation).toBe(activation);
});

test('an end token may stand in a list of one', () => {
  expect(read({ ...opt, eos_token_id: [7] }).endToken).toBe(7);
});

describe('writeConfig', () => {
  const small: TransformerConfig = { ...read(gpt2), vocabulary: 10, endToken: 9, width: 8, heads: 2, feedForward: 9 };

  test.each<[string, TransformerConfig]>([
    ['OPT', read(opt)],
    ['OPT without a begin or pad token', { ...small, family: 'opt', normFirst: false }],
    ['GPT-2', small],
    ['GPT-2 with a begin token, another or the same', { ...small, beginToken: 3 }],
    ['GPT-2 that begins as it ends', { ...small, beginToken: 9, padToken: 0 }],
  ])('is undone by readConfig: %s', (_, config) => {
    expect(readConfig(writeConfig(config))).toEqual(config);
  });

  test('writes no shape that cannot be', () => {
    expect(() => writeConfig({ ...small, heads: 3 })).toThrow(/multiple of 3 heads, found 8/);
  });
});

test.each<[string, unknown, RegExp]>([
  ['no object', [opt], /config.json to hold an object, found \[/],
  ['another model', { model_type: 'llama' }, /model_type opt or gpt2, found "llama"/],
  ['no type', {}, /model_type opt or gpt2, found none/],
  ['projected embeddings', { ...opt, word_embed_proj_dim: 512 }, /word_embed_proj_dim 768 .* found 512.*OPT-350m/],
  ['an output of its own', { ...opt, tie_word_embeddings: false }, /tie_word_embeddings true in config.json, found false/],
  ['maps without biases', { ...opt, enable_bias: false }, /enable_bias true in config.json, found false/],
  ['no last norm', { ...opt, _remove_final_layer_norm: true }, /_remove_final_layer_norm false/],
  ['another epsilon', { ...gpt2, layer_norm_epsilon: 1e-6 }, /layer_norm_epsilon 0.00001 in config.json, found 0.000001/],
  ['cross-attention', { ...gpt2, add_cross_attention: true }, /add_cross_attention false/],
  ['scores by layer', { ...gpt2, scale_attn_by_inverse_layer_idx: true }, /scale_attn_by_inverse_layer_idx false/],
  ['three rates of dropout', { ...gpt2, attn_pdrop: 0 }, /attn_pdrop 0.1 in config.json, found 0:/],
  ['dropout of OPT in attention', { ...opt, attention_dropout: 0.1 }, /attention_dropout 0 in config.json, found 0.1/],
  ['quantized weights', { ...opt, quantization_config: {} }, /not quantized/],
  ['an unknown activation', { ...opt, activation_function: 'silu' }, /one of relu, gelu, .*, found "silu"/],
  ['a name that objects have', { ...opt, activation_function: 'toString' }, /one of relu, gelu, .*, found "toString"/],
  ['text for a count', { ...opt, hidden_size: '768' }, /hidden_size in config.json to be a number, found "768"/],
  ['a broken count', { ...gpt2, n_layer: 1.5 }, /layers to be a positive integer, found 1.5/],
  ['heads that do not divide', { ...gpt2, n_head: 7 }, /multiple of 7 heads, found 768/],
  ['no end token', { ...opt, eos_token_id: null }, /eos_token_id in config.json to be one token, found null/],
  ['two end tokens', { ...opt, eos_token_id: [1, 2] }, /one token, found \[1,2\]/],
  ['an end beyond the vocabulary', { ...gpt2, vocab_size: 100 }, /endToken .* 0 to 99, found 50256/],
  [
    'a truth that is none',
    { ...opt, do_layer_norm_before: 1 },
    /do_layer_norm_before in config.json to be true or false, found 1/,
  ],
  ['a dropout of 1', { ...opt, dropout: 1 }, /dropout of \[0, 1\), found 1/],
])('refuses %s', (_, json, message) => {
  expect(() => read(json)).toThrow(message);
  expect(() => read(json)).toThrow(RangeError);
});

test('refuses what is no JSON', () => {
  expect(() => readConfig('{"model_type":')).toThrow(/config.json to be JSON/);
});
