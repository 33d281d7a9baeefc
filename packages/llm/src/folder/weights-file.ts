import { decodeSafetensors, encodeSafetensors, type Parameters, type StoredTensor } from '@collapse-bench/tensor';
import type { Family, TransformerConfig } from '../architecture/config.js';
import { namesOf } from '../architecture/names.js';
import { parametersOf } from '../architecture/parameters.js';

/** In front of every name but the output's; some files leave it out. */
const PREFIX: Readonly<Record<Family, string>> = { opt: 'model.', gpt2: 'transformer.' };
const OUTPUT = 'lm_head.weight';
/** Masks that old files of GPT-2 hold: constants of the code, no weights. */
const MASKS = /^(transformer\.)?h\.\d+\.attn\.(masked_)?bias$/;

/**
 * Weights of a model from the bytes of its model.safetensors; names with or without their first part (`model.`,
 * `transformer.`). An output matrix beside the embedding must equal it.
 *
 * @throws RangeError when the file is no whole safetensors file, or a weight is missing, has another shape or type, comes twice
 * or belongs to no parameter of the shape
 */
export function readWeights(config: TransformerConfig, bytes: Uint8Array): Record<string, Float32Array> {
  const stored = fullNames(config.family, decodeSafetensors(bytes, (name) => !MASKS.test(name)).tensors);
  // A config.json can claim more layers than there is room to list the parameters of.
  if (config.layers > stored.size) {
    throw new RangeError(
      `expected weights of ${config.layers} layers, found ${stored.size} weights: do config.json and model.safetensors belong together?`,
    );
  }
  const parameters = parametersOf(config);
  const weights = Object.entries(parameters).map(([name, { shape }]) => [name, weightOf(name, shape, stored.get(name))]);
  const others = [...stored.keys()].filter((name) => name !== OUTPUT && !Object.hasOwn(parameters, name));
  if (others.length > 0) {
    throw new RangeError(
      `expected no weights besides those of the model that config.json describes, found ${others.join(', ')}: do the two files belong together?`,
    );
  }
  checkOutput(stored.get(OUTPUT), stored.get(namesOf(config).tokens));
  return Object.fromEntries(weights);
}

/**
 * The bytes of a model.safetensors, as `save_pretrained` of Hugging Face's transformers writes them.
 *
 * @throws RangeError when a weight is missing, has another size, or belongs to no parameter of the shape
 */
export function writeWeights(config: TransformerConfig, weights: Readonly<Record<string, Float32Array>>): Uint8Array {
  const parameters = parametersOf(config);
  checkWeights(parameters, weights);
  const tensors = Object.entries(parameters).map(([name, { shape }]) => [name, { shape, data: weights[name] }]);
  return encodeSafetensors(Object.fromEntries(tensors), { format: 'pt' });
}

function checkWeights(parameters: Parameters, weights: Readonly<Record<string, Float32Array>>): void {
  const other = Object.keys(weights).find((name) => !Object.hasOwn(parameters, name));
  if (other !== undefined) throw new RangeError(`expected weights of the model's parameters alone, found ${other} besides`);
  const missing = Object.keys(parameters).find((name) => !Object.hasOwn(weights, name));
  if (missing !== undefined) throw new RangeError(`expected a weight ${missing}, found none`);
}

function fullNames(family: Family, tensors: Readonly<Record<string, StoredTensor>>): Map<string, StoredTensor> {
  const full = new Map<string, StoredTensor>();
  for (const [name, tensor] of Object.entries(tensors)) {
    const whole = name === OUTPUT || name.startsWith(PREFIX[family]) ? name : PREFIX[family] + name;
    if (full.has(whole)) throw new RangeError(`expected ${whole} once in model.safetensors, found it as ${name} too`);
    full.set(whole, tensor);
  }
  return full;
}

function weightOf(name: string, shape: readonly number[], tensor: StoredTensor | undefined): Float32Array {
  const ask = 'do config.json and model.safetensors belong together?';
  if (tensor === undefined) throw new RangeError(`expected a weight ${name} of shape [${shape}], found none: ${ask}`);
  if (tensor.shape.length !== shape.length || tensor.shape.some((side, axis) => side !== shape[axis])) {
    throw new RangeError(`expected weight ${name} of shape [${shape}], found [${tensor.shape}]: ${ask}`);
  }
  if (!(tensor.data instanceof Float32Array)) throw new RangeError(`expected weight ${name} of floats, found integers`);
  return tensor.data;
}

function checkOutput(output: StoredTensor | undefined, tokens: StoredTensor | undefined): void {
  if (output === undefined || tokens === undefined) return;
  const [found, expected] = [output.data, tokens.data];
  // A loop: tens of millions of numbers.
  let same = found.length === expected.length;
  for (let i = 0; same && i < found.length; i++) same = found[i] === expected[i];
  if (!same) {
    throw new RangeError(
      `expected ${OUTPUT} to equal the embedding of tokens, found another: models whose output has weights of its own are not known`,
    );
  }
}
