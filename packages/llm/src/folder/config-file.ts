import { shownJson } from '@collapse-bench/core';
import { checkConfig } from '../architecture/check-config.js';
import type { TransformerConfig } from '../architecture/config.js';

type Json = Readonly<Record<string, unknown>>;

/** Names of activations in a config.json; the first of each is the one written. */
const ACTIVATIONS: Readonly<Record<TransformerConfig['activation'], readonly string[]>> = {
  relu: ['relu'],
  gelu: ['gelu', 'gelu_python'],
  'gelu-tanh': ['gelu_new', 'gelu_pytorch_tanh', 'gelu_fast'],
};

/** Settings that change what a model computes and have one value here: of `OPTConfig`. */
const OPT_FIXED: Json = {
  _remove_final_layer_norm: false,
  attention_dropout: 0,
  enable_bias: true,
  layer_norm_elementwise_affine: true,
  layerdrop: 0,
  tie_word_embeddings: true,
};

/** Of `GPT2Config`. */
const GPT2_FIXED: Json = {
  add_cross_attention: false,
  layer_norm_epsilon: 1e-5,
  scale_attn_by_inverse_layer_idx: false,
  scale_attn_weights: true,
  tie_word_embeddings: true,
};

/** What Hugging Face's configurations hold where a config.json says nothing. */
const OPT_DEFAULTS: Json = {
  ...OPT_FIXED,
  activation_function: 'relu',
  bos_token_id: 2,
  do_layer_norm_before: true,
  dropout: 0.1,
  eos_token_id: 2,
  ffn_dim: 3072,
  hidden_size: 768,
  max_position_embeddings: 2048,
  num_attention_heads: 12,
  num_hidden_layers: 12,
  pad_token_id: 1,
  vocab_size: 50272,
};

const GPT2_DEFAULTS: Json = {
  ...GPT2_FIXED,
  activation_function: 'gelu_new',
  attn_pdrop: 0.1,
  bos_token_id: 50256,
  embd_pdrop: 0.1,
  eos_token_id: 50256,
  n_embd: 768,
  n_head: 12,
  n_inner: null,
  n_layer: 12,
  n_positions: 1024,
  pad_token_id: null,
  resid_pdrop: 0.1,
  vocab_size: 50257,
};

/**
 * The shape of a model from the text of its config.json, of `model_type` opt or gpt2. A begin token is OPT's `bos_token_id`, and
 * GPT-2's where the file has `add_bos_token`: its tokenizer puts none in front otherwise.
 *
 * @throws RangeError when the text is no JSON object, the type is another, a value is none that the setting can have, or a
 * setting asks for what these models do not do
 */
export function readConfig(text: string): TransformerConfig {
  const json = parsed(text);
  const type = json.model_type;
  if (type !== 'opt' && type !== 'gpt2') {
    throw new RangeError(`expected config.json with model_type opt or gpt2, found ${shown(type)}; no other models are known`);
  }
  if (json.quantization_config !== undefined) {
    throw new RangeError('expected weights that are not quantized, found quantization_config in config.json');
  }
  const config = type === 'opt' ? readOpt({ ...OPT_DEFAULTS, ...json }) : readGpt2({ ...GPT2_DEFAULTS, ...json });
  checkConfig(config);
  return config;
}

/** The text of a config.json that `readConfig` and Hugging Face's transformers read as this shape. */
export function writeConfig(config: TransformerConfig): string {
  checkConfig(config);
  const json: Json = config.family === 'opt' ? optJson(config) : gpt2Json(config);
  const sorted = Object.fromEntries(Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify(sorted, null, 2)}\n`;
}

function readOpt(json: Json): TransformerConfig {
  checkFixed(json, OPT_FIXED);
  const width = number(json, 'hidden_size');
  const projected = json.word_embed_proj_dim ?? width;
  if (projected !== width) {
    throw new RangeError(
      `expected word_embed_proj_dim ${width} in config.json, the hidden_size, found ${shown(projected)}: models whose embeddings are projected (OPT-350m) are not known`,
    );
  }
  return {
    family: 'opt',
    vocabulary: number(json, 'vocab_size'),
    positions: number(json, 'max_position_embeddings'),
    width,
    layers: number(json, 'num_hidden_layers'),
    heads: number(json, 'num_attention_heads'),
    feedForward: number(json, 'ffn_dim'),
    activation: activationOf(json),
    normFirst: flag(json, 'do_layer_norm_before'),
    dropout: number(json, 'dropout'),
    ...optional('beginToken', json, 'bos_token_id'),
    endToken: endTokenOf(json),
    ...optional('padToken', json, 'pad_token_id'),
  };
}

function readGpt2(json: Json): TransformerConfig {
  checkFixed(json, GPT2_FIXED);
  const width = number(json, 'n_embd');
  const dropout = number(json, 'resid_pdrop');
  checkFixed(json, { attn_pdrop: dropout, embd_pdrop: dropout });
  return {
    family: 'gpt2',
    vocabulary: number(json, 'vocab_size'),
    positions: number(json, 'n_positions'),
    width,
    layers: number(json, 'n_layer'),
    heads: number(json, 'n_head'),
    feedForward: json.n_inner === null ? 4 * width : number(json, 'n_inner'),
    activation: activationOf(json),
    normFirst: true,
    dropout,
    ...(json.add_bos_token === true ? optional('beginToken', json, 'bos_token_id') : {}),
    endToken: endTokenOf(json),
    ...optional('padToken', json, 'pad_token_id'),
  };
}

const optJson = (config: TransformerConfig): Json => ({
  ...OPT_FIXED,
  activation_function: ACTIVATIONS[config.activation][0],
  architectures: ['OPTForCausalLM'],
  bos_token_id: config.beginToken ?? null,
  do_layer_norm_before: config.normFirst,
  dropout: config.dropout,
  dtype: 'float32',
  eos_token_id: config.endToken,
  ffn_dim: config.feedForward,
  hidden_size: config.width,
  max_position_embeddings: config.positions,
  model_type: 'opt',
  num_attention_heads: config.heads,
  num_hidden_layers: config.layers,
  pad_token_id: config.padToken ?? null,
  vocab_size: config.vocabulary,
  word_embed_proj_dim: config.width,
});

const gpt2Json = (config: TransformerConfig): Json => ({
  ...GPT2_FIXED,
  activation_function: ACTIVATIONS[config.activation][0],
  add_bos_token: config.beginToken !== undefined,
  architectures: ['GPT2LMHeadModel'],
  attn_pdrop: config.dropout,
  bos_token_id: config.beginToken ?? config.endToken,
  dtype: 'float32',
  embd_pdrop: config.dropout,
  eos_token_id: config.endToken,
  model_type: 'gpt2',
  n_embd: config.width,
  n_head: config.heads,
  n_inner: config.feedForward,
  n_layer: config.layers,
  n_positions: config.positions,
  pad_token_id: config.padToken ?? null,
  resid_pdrop: config.dropout,
  vocab_size: config.vocabulary,
});

function parsed(text: string): Json {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new RangeError(`expected config.json to be JSON: ${(error as Error).message}`);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new RangeError(`expected config.json to hold an object, found ${shown(json)}`);
  }
  return json as Json;
}

function checkFixed(json: Json, fixed: Json): void {
  for (const [name, value] of Object.entries(fixed)) {
    if (json[name] !== value) {
      throw new RangeError(
        `expected ${name} ${shown(value)} in config.json, found ${shown(json[name])}: models with another are not known`,
      );
    }
  }
}

function number(json: Json, name: string): number {
  const value = json[name];
  if (typeof value !== 'number') throw new RangeError(`expected ${name} in config.json to be a number, found ${shown(value)}`);
  return value;
}

function flag(json: Json, name: string): boolean {
  const value = json[name];
  if (typeof value !== 'boolean')
    throw new RangeError(`expected ${name} in config.json to be true or false, found ${shown(value)}`);
  return value;
}

const optional = <Name extends string>(name: Name, json: Json, key: string): { readonly [N in Name]?: number } =>
  (json[key] === null ? {} : { [name]: number(json, key) }) as { readonly [N in Name]?: number };

function endTokenOf(json: Json): number {
  const value = json.eos_token_id;
  const token = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (typeof token !== 'number') {
    throw new RangeError(
      `expected eos_token_id in config.json to be one token, found ${shown(value)}; set it to the one that ends texts`,
    );
  }
  return token;
}

function activationOf({ activation_function: name }: Json): TransformerConfig['activation'] {
  const activations = Object.keys(ACTIVATIONS) as TransformerConfig['activation'][];
  const found = activations.find((activation) => ACTIVATIONS[activation].some((known) => known === name));
  if (found === undefined) {
    const known = Object.values(ACTIVATIONS).flat().join(', ');
    throw new RangeError(`expected activation_function in config.json to be one of ${known}, found ${shown(name)}`);
  }
  return found;
}

const shown = (value: unknown): string => (value === undefined ? 'none' : shownJson(value));
