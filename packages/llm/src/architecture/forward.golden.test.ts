import { lossProgram, numberOfParameters, using } from '@collapse-bench/tensor';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { tokenLosses } from '../scoring/token-losses.js';
import { formulaTokens, formulaWeights } from '../testing/formula-weights.js';
import type { TransformerConfig } from './config.js';
import golden from './forward.golden.json' with { type: 'json' };
import { hiddenStates, logitsOf } from './forward.js';
import { parametersOf } from './parameters.js';

const prefixed = (weights: Record<string, Float32Array>) =>
  Object.fromEntries(Object.entries(weights).map(([name, numbers]) => [`parameters/${name}`, numbers]));

/** All columns but one: without the last from 0 on, without the first from 1 on. */
const columns = (ids: tf.Tensor, from: 0 | 1) => tf.slice(ids as tf.Tensor2D, [0, from], [-1, (ids as tf.Tensor2D).shape[1] - 1]);

describe.each(golden.cases)("$name is transformers'", ({ name, config: given, ids: rows, parameters: count, logits, loss }) => {
  const config = given as TransformerConfig;
  const parameters = parametersOf(config);
  const shape = [rows.length, rows[0].length];
  const ids = Int32Array.from(rows.flat());

  test('in its number of parameters, and the formulas agree', () => {
    expect(numberOfParameters(parameters)).toBe(count);
    expect(formulaTokens(config.vocabulary, 'ids', ids.length)).toEqual(ids);
  });

  test('in its logits and its loss', async () => {
    const program = () =>
      lossProgram({
        parameters,
        inputs: { ids: { shape, type: 'int32' } },
        loss: (p, inputs) => ({
          loss: tf.mean(tokenLosses(config, p, columns(inputs.ids, 0), columns(inputs.ids, 1))),
          logits: logitsOf(config, p, hiddenStates(config, p, inputs.ids)),
        }),
      });
    await using(name, program, prefixed(formulaWeights(parameters)), async ({ run }) => {
      const found = await run({ ids });
      expect(found.logits.length).toBe(logits.length);
      const worst = logits.reduce((most, value, i) => Math.max(most, Math.abs(found.logits[i] - value)), 0);
      expect(worst).toBeLessThan(1e-5);
      expect(Math.abs(found.loss[0] - loss)).toBeLessThan(2e-6);
    });
  });
});
