import { compile, type Program, type TensorSpecs, type Tensors } from '@collapse-bench/tensor';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { formulaTokens, formulaWeights } from '../testing/formula-weights.js';
import { smallOpt } from '../testing/small-configs.js';
import type { TransformerConfig } from './config.js';
import { dropoutInputs, dropWith } from './dropout.js';
import { type Attend, attention, block, embed, finalNorm, hiddenStates, mergeHeads, positionsAt, splitHeads } from './forward.js';
import { parametersOf } from './parameters.js';

const opt = smallOpt({ vocabulary: 17, positions: 8, dropout: 0.25 });
const gpt2: TransformerConfig = { ...opt, family: 'gpt2', activation: 'gelu-tanh' };
const [ROWS, LENGTH] = [2, 6];
const ids = formulaTokens(opt.vocabulary, 'ids', ROWS * LENGTH);

/** Runs an expression of weights by the formula once. */
async function evaluated(
  config: TransformerConfig,
  given: Readonly<Record<string, { shape: number[]; data: Int32Array | Float32Array }>>,
  expression: (p: Tensors, inputs: Tensors) => tf.Tensor,
): Promise<Float32Array> {
  const parameters = parametersOf(config);
  const specs = (shapes: Readonly<Record<string, { readonly shape: readonly number[] }>>): TensorSpecs =>
    Object.fromEntries(Object.entries(shapes).map(([name, { shape }]) => [name, { shape, type: 'float32' as const }]));
  const inputs = Object.fromEntries(
    Object.entries(given).map(([name, { shape, data }]) => [
      name,
      { shape, type: data instanceof Int32Array ? ('int32' as const) : ('float32' as const) },
    ]),
  );
  const program: Program = {
    state: specs(parameters),
    inputs,
    step: (state, tensors) => ({ state, outputs: { value: expression(state, tensors) } }),
  };
  const { run, dispose } = await compile(program, formulaWeights(parameters));
  const { value } = await run(Object.fromEntries(Object.entries(given).map(([name, { data }]) => [name, data])));
  await dispose();
  return value as Float32Array;
}

const worst = (a: Float32Array, b: Float32Array) => {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
};

const whole = (config: TransformerConfig, tokens: Int32Array) =>
  evaluated(config, { ids: { shape: [ROWS, LENGTH], data: tokens } }, (p, inputs) => hiddenStates(config, p, inputs.ids));

describe.each([
  ['OPT', opt],
  ['OPT with norms after', { ...opt, normFirst: false }],
  ['GPT-2', gpt2],
])('%s', (_, config) => {
  test('token by token, with keys and values kept, is the whole sequence at once', async () => {
    const stepwise = await evaluated(config, { ids: { shape: [ROWS, LENGTH], data: ids } }, (p, inputs) => {
      const kept = Array.from({ length: config.layers }, () => ({ keys: [] as tf.Tensor[], values: [] as tf.Tensor[] }));
      const attend: Attend = (q, k, v, layer) => {
        kept[layer].keys.push(splitHeads(config, k, ROWS));
        kept[layer].values.push(splitHeads(config, v, ROWS));
        const [keys, values] = [tf.concat(kept[layer].keys, 2), tf.concat(kept[layer].values, 2)];
        return mergeHeads(attention(config, splitHeads(config, q, ROWS), keys, values, tf.scalar(0), layer));
      };
      const states = Array.from({ length: LENGTH }, (_, place) => {
        const column = tf.slice(inputs.ids, [0, place], [ROWS, 1]);
        const places = tf.tensor1d(new Int32Array(ROWS).fill(place), 'int32');
        let x = embed(config, p, tf.reshape(column, [ROWS]), positionsAt(config, p, places));
        for (let layer = 0; layer < config.layers; layer++) x = block(config, p, layer, x, attend);
        return finalNorm(config, p, x);
      });
      return tf.reshape(tf.stack(states, 1), [ROWS * LENGTH, config.width]);
    });
    expect(worst(stepwise, await whole(config, ids))).toBeLessThan(5e-6);
  });

  test('what comes later changes nothing, nor do other rows', async () => {
    const before = await whole(config, ids);
    const after = await whole(config, ids.with(4, (ids[4] + 1) % config.vocabulary));
    const { width } = config;
    expect(after.subarray(0, 4 * width)).toEqual(before.subarray(0, 4 * width));
    expect(after.subarray(LENGTH * width)).toEqual(before.subarray(LENGTH * width));
    for (const token of [4, 5]) {
      const part = (x: Float32Array) => x.subarray(token * width, (token + 1) * width);
      expect(worst(part(after), part(before))).toBeGreaterThan(0.01);
    }
  });

  test('drops at every place that has draws, each by its own', async () => {
    const specs = dropoutInputs(config, ROWS, LENGTH);
    const draws = (dropped: string) =>
      Object.fromEntries(
        Object.entries(specs).map(([name, { shape }]) => {
          const size = shape.reduce((product, side) => product * side, 1);
          // Below the rate: dropped.
          return [name, { shape: [...shape], data: new Float32Array(size).fill(name === dropped ? 0.2 : 0.3) }];
        }),
      );
    const run = (dropped: string) =>
      evaluated(config, { ids: { shape: [ROWS, LENGTH], data: ids }, ...draws(dropped) }, (p, inputs) =>
        hiddenStates(config, p, inputs.ids, dropWith(config, inputs)),
      );
    const seen: Float32Array[] = [await whole(config, ids)];
    for (const dropped of ['none', ...Object.keys(specs)]) {
      const states = await run(dropped);
      for (const other of seen) expect(worst(states, other), dropped).toBeGreaterThan(1e-3);
      seen.push(states);
    }
    expect(seen.length).toBe(2 + (config.family === 'gpt2' ? 1 + 3 * config.layers : 2 * config.layers));
  });
});

test('sequences beyond the positions are refused', async () => {
  const run = evaluated(opt, { ids: { shape: [1, 9], data: new Int32Array(9) } }, (p, { ids }) => hiddenStates(opt, p, ids));
  await expect(run).rejects.toThrow(/at most 8 tokens, the model's positions, found 9/);
});
