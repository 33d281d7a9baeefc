import { equalBlocks } from '@collapse-bench/text';
import { expect, test } from 'vitest';
import type { TransformerConfig } from '../architecture/config.js';
import { parametersOf } from '../architecture/parameters.js';
import { formulaTokens, formulaWeights } from '../testing/formula-weights.js';
import { learningRateOf } from './learning-rate.js';
import golden from './train.golden.json' with { type: 'json' };
import { type TrainingRequest, train } from './train.js';

/** Relative. Seen: 2e-6; another rate, decay, order or mask shows at 1e-3. */
const LOSSES = 5e-6;
/** Of the distance that weights go at most, learning rate times steps. Seen: 4e-4. */
const WEIGHTS = 2e-3;

test.each(golden.cases)("$name: losses, rates and weights are PyTorch's", async (expected) => {
  const config = expected.config as TransformerConfig;
  const { weights: counts, ...settings } = expected.request as unknown as TrainingRequest & { readonly weights?: number[] };
  const request = { ...settings, dropout: false };
  const { blocks, length } = expected;
  const tokensOf = (name: string, count: number) =>
    equalBlocks(Uint32Array.from(formulaTokens(config.vocabulary, name, count * length)), length);
  const data = { ...tokensOf('train', blocks), ...(counts === undefined ? {} : { weights: Float64Array.from(counts) }) };
  const model = { config, weights: formulaWeights(parametersOf(config)) };
  const rng = () => ({ state: Uint32Array.from(golden.state) });

  const found = await train(model, data, tokensOf('held', 5), request, rng());
  expect(furthest(found.losses, expected.losses)).toBeLessThan(LOSSES);
  expect(furthest(found.validationLosses, expected.validationLosses)).toBeLessThan(LOSSES);
  expect(found.bestEpoch).toBe(expected.validationLosses.indexOf(Math.min(...expected.validationLosses)) + 1);
  const rates = expected.rates.map((_, i) => learningRateOf(request, i + 1));
  expect(furthest(rates, expected.rates)).toBeLessThan(1e-12);

  // The weights in the file are those of the last epoch, whichever is the best.
  const { weights } = await train(model, data, undefined, request, rng());
  const reach = request.learningRate * request.epochs * Math.ceil(blocks / request.batch);
  for (const [name, values] of Object.entries(expected.weights as unknown as Record<string, number[]>)) {
    const apart = values.map((value, i) => Math.abs(weights[name][golden.every * i] - value));
    expect(Math.max(...apart), name).toBeLessThan(WEIGHTS * reach);
  }
});

/** The largest difference, relative to theirs; NaN when ours are fewer. */
function furthest(ours: readonly number[], theirs: readonly number[]): number {
  return Math.max(...theirs.map((value, i) => Math.abs(ours[i] / value - 1)));
}
