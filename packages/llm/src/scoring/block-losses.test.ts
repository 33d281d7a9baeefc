import { streamAt, streamKey } from '@collapse-bench/core';
import { initialParameters } from '@collapse-bench/tensor';
import { equalBlocks } from '@collapse-bench/text';
import { expect, test } from 'vitest';
import { parametersOf } from '../architecture/parameters.js';
import { formulaTokens, formulaWeights } from '../testing/formula-weights.js';
import { smallGpt2 } from '../testing/small-configs.js';
import { blockLosses } from './block-losses.js';

const config = smallGpt2({ vocabulary: 19, width: 8, layers: 1, heads: 2, feedForward: 16, activation: 'gelu', dropout: 0.1 });
const model = { config, weights: formulaWeights(parametersOf(config)) };
const LENGTH = 41;
const blocksOf = (count: number) =>
  equalBlocks(Uint32Array.from(formulaTokens(config.vocabulary, 'blocks', count * LENGTH)), LENGTH);

test('losses of a block do not depend on what else is scored, and blocks in several calls are in their order', async () => {
  // 100 blocks of 40 tokens read are two calls, the second not full.
  const all = await blockLosses(model, blocksOf(100));
  const few = await blockLosses(model, blocksOf(3));
  const turned = blocksOf(100);
  for (const [i, loss] of few.entries()) expect(all[i] / loss).toBeCloseTo(1, 6);
  const reversed = equalBlocks(
    Uint32Array.from(
      { length: turned.tokens.length },
      (_, i) => turned.tokens[(99 - Math.floor(i / LENGTH)) * LENGTH + (i % LENGTH)],
    ),
    LENGTH,
  );
  const back = await blockLosses(model, reversed);
  for (const [i, loss] of all.entries()) expect(back[99 - i] / loss).toBeCloseTo(1, 6);
});

test('context and the rest add up: mean losses from token 1 are those of two halves', async () => {
  const whole = await blockLosses(model, blocksOf(4));
  const second = await blockLosses(model, blocksOf(4), { from: 21 });
  const { tokens } = blocksOf(4);
  const halves = equalBlocks(
    Uint32Array.from({ length: 4 * 21 }, (_, i) => tokens[Math.floor(i / 21) * LENGTH + (i % 21)]),
    21,
  );
  const first = await blockLosses(model, halves);
  for (const [i, loss] of whole.entries()) expect((first[i] + second[i]) / 2 / loss).toBeCloseTo(1, 6);
});

test('a model that has learnt nothing finds all tokens about equally likely', async () => {
  const weights = initialParameters(parametersOf(config), streamAt(streamKey(1, 'score'), 0));
  const losses = await blockLosses({ config, weights }, blocksOf(20));
  for (const loss of losses) expect(Math.abs(loss - 2.944)).toBeLessThan(0.1);
});

test('context of nothing, or of everything, is refused', async () => {
  for (const from of [0, 1.5, LENGTH])
    await expect(blockLosses(model, blocksOf(1), { from })).rejects.toThrow('expected context');
});
