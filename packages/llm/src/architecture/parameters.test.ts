import { streamAt, streamKey } from '@collapse-bench/core';
import { initialParameters, numberOfParameters } from '@collapse-bench/tensor';
import { describe, expect, test } from 'vitest';
import { smallOpt } from '../testing/small-configs.js';
import type { TransformerConfig } from './config.js';
import { parametersOf } from './parameters.js';

const opt = smallOpt({
  vocabulary: 50272,
  positions: 2048,
  width: 768,
  layers: 12,
  heads: 12,
  feedForward: 3072,
  dropout: 0.1,
  beginToken: 2,
  padToken: 1,
});
const gpt2: TransformerConfig = {
  ...opt,
  family: 'gpt2',
  vocabulary: 50257,
  positions: 1024,
  beginToken: undefined,
  padToken: undefined,
};

test('models of the usual shapes have as many parameters as their makers say', () => {
  expect(numberOfParameters(parametersOf(opt))).toBe(125_239_296);
  expect(numberOfParameters(parametersOf(gpt2))).toBe(124_439_808);
});

test('a model with norms after has none after the last block', () => {
  const name = 'model.decoder.final_layer_norm.weight';
  expect(parametersOf(opt)).toHaveProperty([name]);
  expect(parametersOf({ ...opt, normFirst: false })).not.toHaveProperty([name]);
});

describe('first values', () => {
  const small = { vocabulary: 300, positions: 200, width: 32, layers: 8, heads: 2, feedForward: 128 };
  const first = (config: TransformerConfig) => initialParameters(parametersOf(config), streamAt(streamKey(1, 'first'), 0));

  /** Standard deviation around 0. */
  const spread = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

  // Each standard deviation has a standard error of itself / sqrt(2 n); the fewest values are 32 x 32.
  const near = (found: number, expected: number, n: number) =>
    expect(Math.abs(found - expected) / expected).toBeLessThan(4.5 / Math.sqrt(2 * n));

  test.each([
    { ...opt, ...small },
    { ...gpt2, ...small, endToken: 0 },
  ])('of $family', (config) => {
    const values = first(config);
    for (const [name, { shape }] of Object.entries(parametersOf(config))) {
      if (shape.length === 1) expect(new Set(values[name]), name).toEqual(new Set([name.endsWith('.weight') ? 1 : 0]));
      else if (!name.endsWith('embed_tokens.weight')) {
        const isBack = config.family === 'gpt2' && name.endsWith('c_proj.weight');
        near(spread(values[name]), isBack ? 0.02 / 4 : 0.02, values[name].length);
      }
    }
  });

  test("of OPT's tokens, but the pad token has zeros", () => {
    const { width } = small;
    const tokens = first({ ...opt, ...small })['model.decoder.embed_tokens.weight'];
    expect(new Set(tokens.subarray(width, 2 * width))).toEqual(new Set([0]));
    expect(tokens.subarray(0, width).every((value) => value !== 0)).toBe(true);
    near(spread(tokens.filter((value) => value !== 0)), 0.02, tokens.length - width);
  });
});

test.each<[string, Partial<TransformerConfig>, RegExp]>([
  ['no layers', { layers: 0 }, /layers to be a positive integer, found 0/],
  ['half a head', { heads: 1.5 }, /heads to be a positive integer, found 1.5/],
  ['heads that do not divide', { heads: 7 }, /a width that is a multiple of 7 heads, found 768/],
  ['no dropout at all', { dropout: Number.NaN }, /dropout of \[0, 1\), found NaN/],
  ['tokens beyond the vocabulary', { endToken: 50272 }, /endToken to be a token of the vocabulary, 0 to 50271, found 50272/],
  ['tokens below it', { beginToken: -1 }, /beginToken .* found -1/],
  ['GPT-2 with norms after', { family: 'gpt2', normFirst: false }, /GPT-2 with norms first/],
])('refuses %s', (_, change, message) => {
  expect(() => parametersOf({ ...opt, ...change })).toThrow(message);
  expect(() => parametersOf({ ...opt, ...change })).toThrow(RangeError);
});
