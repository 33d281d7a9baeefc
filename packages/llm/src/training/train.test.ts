import { cloneRng, streamAt, streamKey } from '@collapse-bench/core';
import { initialParameters } from '@collapse-bench/tensor';
import { equalBlocks, type TokenBlocks } from '@collapse-bench/text';
import { describe, expect, test } from 'vitest';
import type { LanguageModel, TransformerConfig } from '../architecture/config.js';
import { parametersOf } from '../architecture/parameters.js';
import { smallOpt } from '../testing/small-configs.js';
import { type TrainingRequest, train } from './train.js';

const key = streamKey(1, 'train');
const rng = () => streamAt(key, 1);

const opt = smallOpt({ positions: 8, width: 8, layers: 1, heads: 2, feedForward: 16, dropout: 0.1, endToken: 0 });
const gpt2: TransformerConfig = { ...opt, family: 'gpt2', activation: 'gelu-tanh' };
const modelOf = (config: TransformerConfig): LanguageModel => ({
  config,
  weights: initialParameters(parametersOf(config), streamAt(key, 0)),
});
const model = modelOf(opt);

/** Counts up from the block's number: what comes next is certain. */
function counting(blocks: number, length: number, by = 1): TokenBlocks {
  const token = (_: unknown, i: number) => (Math.floor(i / length) + by * (i % length)) % opt.vocabulary;
  return equalBlocks(Uint32Array.from({ length: blocks * length }, token), length);
}

const request: TrainingRequest = {
  epochs: 2,
  batch: 4,
  learningRate: 0.01,
  schedule: { cosine: { minimum: 0.001 } },
  weightDecay: 0.01,
  dropout: false,
};
const blocks = counting(10, 6);

describe('training', () => {
  test.each([
    { family: 'opt', config: opt, dropout: false },
    { family: 'opt', config: opt, dropout: true },
    { family: 'gpt2', config: gpt2, dropout: true },
  ])(
    'of $family, dropout: $dropout: the same seed, the same bytes, alone and beside others; inputs stay as they are',
    async ({ config, dropout }) => {
      const given = modelOf(config);
      const before = structuredClone({ given, blocks });
      const settings = { ...request, dropout };
      const once = await train(given, blocks, blocks, settings, rng());
      const other = train(given, blocks, blocks, { ...settings, learningRate: 0.02 }, streamAt(key, 2));
      const [again] = await Promise.all([train(given, blocks, blocks, settings, rng()), other]);
      expect(again).toEqual(once);
      expect((await other).weights).not.toEqual(once.weights);
      expect(await train(given, blocks, blocks, settings, streamAt(key, 2))).not.toEqual(once);
      expect({ given, blocks }).toEqual(before);
    },
  );

  test('learns what is certain: the loss goes to 0', async () => {
    const { losses, validationLosses, diverged } = await train(model, blocks, counting(3, 6), { ...request, epochs: 60 }, rng());
    expect(losses[0]).toBeGreaterThan(2);
    expect(losses[59]).toBeLessThan(0.1);
    expect(validationLosses[59]).toBeLessThan(0.1);
    expect(diverged).toBeUndefined();
  });

  test('keeps the epoch that is best on the validation blocks, and the last one without them', async () => {
    // Counting down gets less likely the better counting up is learnt.
    const down = counting(5, 6, 10);
    const many = { ...request, epochs: 8, schedule: 'constant' as const };
    const { weights, bestEpoch, validationLosses } = await train(model, blocks, down, many, rng());
    expect(bestEpoch).toBeLessThan(8);
    expect(validationLosses[bestEpoch - 1]).toBe(Math.min(...validationLosses));
    const stopped = await train(model, blocks, undefined, { ...many, epochs: bestEpoch }, rng());
    expect(weights).toEqual(stopped.weights);
    expect(stopped).toMatchObject({ bestEpoch, validationLosses: [] });
  });

  test('with dropout learns less in as many steps, and of a model without dropout the same', async () => {
    const half = { ...model, config: { ...opt, dropout: 0.5 } };
    const many = { ...request, epochs: 30 };
    const off = await train(half, blocks, undefined, many, rng());
    const on = await train(half, blocks, undefined, { ...many, dropout: true }, rng());
    expect(on.losses[29]).toBeGreaterThan(1.3 * off.losses[29]);
    const without = { ...model, config: { ...opt, dropout: 0 } };
    expect(await train(without, blocks, undefined, { ...many, dropout: true }, rng())).toEqual(off);
  });

  test('equal weights change nothing; a block of weight 0 is as good as not there', async () => {
    const whole = { ...request, batch: 20 };
    const plain = await train(model, blocks, undefined, whole, rng());
    const equal = { ...blocks, weights: new Float64Array(10).fill(2) };
    expect(await train(model, equal, undefined, whole, rng())).toEqual(plain);
    const seven = equalBlocks(blocks.tokens.subarray(0, 42), 6);
    const masked = { ...blocks, weights: Float64Array.from({ length: 10 }, (_, i) => (i < 7 ? 1 : 0)) };
    const [few, zero] = [await train(model, seven, undefined, whole, rng()), await train(model, masked, undefined, whole, rng())];
    expect(zero.losses[1] / few.losses[1]).toBeCloseTo(1, 5);
    expect(few.losses[1]).not.toBeCloseTo(plain.losses[1], 5);
  });

  test('of no epochs leaves the model as it is', async () => {
    const found = await train(model, blocks, blocks, { ...request, epochs: 0 }, rng());
    expect(found).toEqual({ weights: model.weights, losses: [], validationLosses: [], bestEpoch: 0 });
  });
});

describe('a loss that is no number', () => {
  test('stops training and says where; the weights are those before', async () => {
    const found = await train(model, blocks, undefined, { ...request, learningRate: 1e20, schedule: 'constant' }, rng());
    expect(found).toMatchObject({ bestEpoch: 0, losses: [], diverged: { epoch: 1, step: 2 } });
    expect(Number.isFinite(found.diverged?.loss)).toBe(false);
    expect(found.weights).toEqual(model.weights);
  });

  test('in a later epoch leaves the epoch before it', async () => {
    const whole = { ...request, batch: 10, learningRate: 1e20, schedule: 'constant' as const };
    const one = await train(model, blocks, undefined, { ...whole, epochs: 1 }, rng());
    const found = await train(model, blocks, undefined, { ...whole, epochs: 3 }, rng());
    expect(one.diverged).toBeUndefined();
    expect(found).toMatchObject({ bestEpoch: 1, diverged: { epoch: 2, step: 1 } });
    expect(found.weights).toEqual(one.weights);
  });

  test('is seen even after the last step, and on the validation blocks', async () => {
    const once = { ...request, epochs: 1, batch: 10, schedule: 'constant' as const };
    const spoilt = await train(model, blocks, undefined, { ...once, learningRate: 1e39 }, rng());
    expect(spoilt.diverged).toEqual({ epoch: 1, step: 1, loss: Number.NaN });
    const held = await train(model, blocks, blocks, { ...once, learningRate: 1e20 }, rng());
    expect(held).toMatchObject({ bestEpoch: 0, diverged: { epoch: 1, step: 1 } });
  });
});

test('advances only the stream it was given', async () => {
  const stream = rng();
  const before = cloneRng(stream);
  await train(model, blocks, undefined, request, stream);
  expect(stream.state).not.toEqual(before.state);
});

describe('is refused', () => {
  const refused = (data: TokenBlocks, message: string, validation?: TokenBlocks) =>
    expect(train(model, data, validation, request, rng())).rejects.toThrow(message);

  test('with nothing to train on, or blocks of other lengths', async () => {
    await refused(equalBlocks(new Uint32Array(0), 6), 'found none');
    await refused({ tokens: new Uint32Array(9), offsets: Uint32Array.of(0, 4, 9) }, 'found 4 and 5 tokens');
    await refused(counting(2, 1), 'expected blocks of 2 to 9 tokens, found 1');
    await refused(counting(2, 10), 'expected blocks of 2 to 9 tokens, found 10');
    await refused(blocks, 'found none', equalBlocks(new Uint32Array(0), 6));
  });

  test('with tokens outside of the embedding', async () => {
    await refused(equalBlocks(Uint32Array.of(1, 2, 11, 3), 4), 'expected tokens below 11, found 11');
  });

  test('with weights that do not fit', async () => {
    await refused({ ...blocks, weights: new Float64Array(3).fill(1) }, 'expected 10 weights');
    await refused({ ...blocks, weights: new Float64Array(10) }, 'not all 0');
  });
});
