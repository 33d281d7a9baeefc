import { compile, type Program } from '@collapse-bench/tensor';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { tokenLosses } from '../scoring/token-losses.js';
import { formulaWeights } from '../testing/formula-weights.js';
import type { TransformerConfig } from './config.js';
import golden from './gradients.golden.json' with { type: 'json' };
import { parametersOf } from './parameters.js';

describe.each(golden.cases)(
  "gradients of $config.family's loss (norms first: $config.normFirst) are transformers'",
  ({ config: given, ids, loss, gradients }) => {
    const config = given as TransformerConfig;
    const parameters = parametersOf(config);
    const names = Object.keys(parameters);
    const [rows, length] = [ids.length, ids[0].length];
    const specs = Object.fromEntries(names.map((name) => [name, { shape: parameters[name].shape, type: 'float32' as const }]));

    test('of the rows that count', async () => {
      const tokens = { shape: [rows, length - 1], type: 'int32' as const };
      const program: Program = {
        state: specs,
        inputs: { ids: tokens, targets: tokens, counts: { shape: [rows, 1], type: 'float32' } },
        step(state, inputs) {
          const { value, grads } = tf.valueAndGrads((...given: tf.Tensor[]) => {
            const p = Object.fromEntries(names.map((name, i) => [name, given[i]]));
            return tf.sum(tf.mul(tokenLosses(config, p, inputs.ids, inputs.targets), inputs.counts)) as tf.Scalar;
          })(names.map((name) => state[name]));
          return { state, outputs: { loss: value, ...Object.fromEntries(names.map((name, i) => [`d/${name}`, grads[i]])) } };
        },
      };
      const { run, dispose } = await compile(program, formulaWeights(parameters));
      // The last row only fills up the batch.
      const counts = new Float32Array(rows).fill(1 / ((rows - 1) * (length - 1))).fill(0, rows - 1);
      const [read, targets] = [ids.map((row) => row.slice(0, -1)), ids.map((row) => row.slice(1))];
      const found = await run({ ids: Int32Array.from(read.flat()), targets: Int32Array.from(targets.flat()), counts });
      expect(Math.abs(found.loss[0] - loss)).toBeLessThan(2e-6);
      expect(Object.keys(gradients).sort()).toEqual([...names].sort());
      for (const [name, expected] of Object.entries(gradients as unknown as Record<string, number[]>)) {
        const most = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
        const worst = expected.reduce((far, value, i) => Math.max(far, Math.abs(found[`d/${name}`][i] - value)), 0);
        expect(worst, name).toBeLessThan(3e-6 * Math.max(1, most));
      }
      await dispose();
    });
  },
);
