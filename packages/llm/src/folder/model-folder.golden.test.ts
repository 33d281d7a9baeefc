import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { TransformerConfig } from '../architecture/config.js';
import { parametersOf } from '../architecture/parameters.js';
import { formulaWeights } from '../testing/formula-weights.js';
import { utf8Decode, utf8Encode } from '../tokenizer/utf8.js';
import golden from './model-folder.golden.json' with { type: 'json' };
import { readModel, writeModel } from './model-folder.js';

/** Of all weights, in the order of their names. */
function digestOf(weights: Readonly<Record<string, Float32Array>>): string {
  const digest = createHash('sha256');
  for (const name of Object.keys(weights).sort()) {
    const { buffer, byteOffset, byteLength } = weights[name];
    digest.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return digest.digest('hex');
}

const foldersOf = ({ configFile, weightsFile }: { configFile: string; weightsFile: string }) => ({
  'config.json': utf8Encode(configFile),
  'model.safetensors': Uint8Array.from(Buffer.from(weightsFile, 'base64')),
});

describe.each(golden.saved)("$name, transformers' folder", (saved) => {
  const model = readModel(foldersOf(saved));

  test('is read, every bit of every weight', () => {
    expect(model.config).toEqual(saved.config);
    expect(digestOf(model.weights)).toBe(saved.weights);
    expect(Object.keys(model.weights)).toEqual(Object.keys(parametersOf(model.config)));
  });

  test('comes back from what is written of it', () => {
    expect(readModel(writeModel(model))).toEqual(model);
  });
});

test.each(golden.written)('a folder of ours, which transformers load, has the same bytes (%#)', (written) => {
  const config = written.config as TransformerConfig;
  const files = writeModel({ config, weights: formulaWeights(parametersOf(config)) });
  expect(Object.keys(files)).toEqual(['config.json', 'model.safetensors']);
  expect(utf8Decode(files['config.json'])).toBe(written.configFile);
  expect(createHash('sha256').update(files['model.safetensors']).digest('hex')).toBe(written.weightsFile);
  expect(readModel(files).config).toEqual(config);
});
