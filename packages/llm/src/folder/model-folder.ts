import type { LanguageModel } from '../architecture/config.js';
import { utf8Decode, utf8Encode } from '../tokenizer/utf8.js';
import { readConfig, writeConfig } from './config-file.js';
import { CONFIG_FILE, WEIGHTS_FILE } from './file-names.js';
import { readWeights, writeWeights } from './weights-file.js';

/** Files of a folder by name, as bytes. */
type Files = Readonly<Record<string, Uint8Array>>;

/**
 * The model in a folder that Hugging Face's `save_pretrained` wrote, or facebook/opt-125m's on the hub: `config.json` and
 * `model.safetensors` of float32, float16 or bfloat16. Other files are not looked at. Weights may be views into the bytes.
 *
 * @throws RangeError when a file is missing, damaged or describes a model that these are not; says which and what to do
 */
export function readModel(files: Files): LanguageModel {
  const config = readConfig(utf8Decode(needed(files, CONFIG_FILE)));
  return { config, weights: readWeights(config, needed(files, WEIGHTS_FILE)) };
}

/**
 * `config.json` and `model.safetensors`, float32, as Hugging Face's transformers load them: equal models, equal bytes.
 *
 * @throws RangeError when weights and shape do not belong together
 */
export function writeModel({ config, weights }: LanguageModel): Files {
  return {
    [CONFIG_FILE]: utf8Encode(writeConfig(config)),
    [WEIGHTS_FILE]: writeWeights(config, weights),
  };
}

function needed(files: Files, name: string): Uint8Array {
  if (Object.hasOwn(files, name)) return files[name];
  const found = Object.keys(files);
  const pickled = found.some((file) => file.endsWith('.bin'));
  const sharded = found.some((file) => file.endsWith('.safetensors.index.json'));
  const remedy = pickled
    ? '; pickled weights are not read: take a revision with safetensors (facebook/opt-125m: refs/pr/35), or load and save the model with safe_serialization=True'
    : sharded
      ? '; weights in several files are not read: save the model again with a larger max_shard_size'
      : '';
  throw new RangeError(`expected a file ${name}, found ${found.join(', ') || 'none'}${remedy}`);
}
