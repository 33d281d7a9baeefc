import { lossProgram, numberOfParameters, using } from '@collapse-bench/tensor';
import { describe, expect, test } from 'vitest';
import { formulaTokens, formulaWeights } from '../testing/formula-weights.js';
import type { TransformerConfig } from './config.js';
import golden from './forward.golden.json' with { type: 'json' };
import { hiddenStates, logitsOf } from './forward.js';
import { nextTokenLoss } from './next-token-loss.js';
import { parametersOf } from './parameters.js';

const prefixed = (weights: Record<string, Float32Array>) =>
  Object.fromEntries(Object.entries(weights).map(([name, numbers]) => [`parameters/${name}`, numbers]));

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
          loss: nextTokenLoss(config, p, inputs.ids),
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
