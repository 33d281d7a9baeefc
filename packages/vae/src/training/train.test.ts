import { cloneRng, streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, test } from 'vitest';
import type { Images, NetworkId } from '../images.js';
import { firstParameters } from '../networks/programs.js';
import { digested } from '../testing/digested.js';
import { bands } from './testing/small-images.js';
import { train } from './train.js';

const key = streamKey(1, 'train');
const rng = () => streamAt(key, 1);
const requestOf = (network: NetworkId, latents = 3) => ({
  network,
  latents,
  epochs: 2,
  batch: 8,
  learningRate: 1e-3,
  weightDecay: 1e-5,
  first: firstParameters({ network, latents }, streamAt(key, 0)),
});
const pixels = bands(20);
const images: Images = { parts: [{ kind: 'pixels', pixels }] };

/** Half of the images from a decoder. */
const mixed: Images = {
  parts: [
    { kind: 'pixels', pixels },
    { kind: 'decoder', count: 20, network: 'mlp', parameters: requestOf('mlp').first, latentScale: 1 },
  ],
};

describe('training', () => {
  test.each([
    ['mlp', images],
    ['conv', images],
    ['mlp', mixed],
  ] as const)('of %s: the same seed, the same bytes, alone and beside others; inputs stay as they are', async (network, data) => {
    const request = requestOf(network);
    const before = digested({ data, first: request.first });
    const once = await train(data, request, rng());
    const other = train(data, { ...request, learningRate: 0.01 }, streamAt(key, 2));
    const [again] = await Promise.all([train(data, request, rng()), other]);
    expect(digested(again)).toEqual(digested(once));
    expect(digested((await other).parameters)).not.toEqual(digested(once.parameters));
    expect(digested(await train(data, request, streamAt(key, 2)))).not.toEqual(digested(once));
    expect(digested({ data, first: request.first })).toEqual(before);
  });

  test('lowers the loss', async () => {
    const request = requestOf('mlp');
    const one = await train(images, { ...request, epochs: 1 }, rng());
    const many = await train(images, { ...request, epochs: 30 }, rng());
    expect(many.finalLoss).toBeLessThan(0.7 * one.finalLoss);
    expect(many.diverged).toBeUndefined();
  });

  test('rows that fill up the last batch count nothing', async () => {
    const request = { ...requestOf('mlp'), epochs: 1 };
    const full = await train(images, { ...request, batch: 20 }, rng());
    const filled = await train(images, { ...request, batch: 32 }, rng());
    expect(filled.finalLoss / full.finalLoss).toBeCloseTo(1, 6);
    for (const [name, numbers] of Object.entries(full.parameters)) {
      // Each of the parameters moved by about 0.001.
      const apart = numbers.reduce((sum, value, i) => sum + Math.abs(value - filled.parameters[name][i]), 0);
      expect(apart / numbers.length, name).toBeLessThan(1e-5);
    }
  });

  test('equal weights change nothing, others do', async () => {
    const request = requestOf('mlp');
    const plain = await train(images, request, rng());
    const equal = await train({ ...images, weights: new Float32Array(20).fill(2) }, request, rng());
    const skewed = await train({ ...images, weights: Float32Array.from({ length: 20 }, (_, i) => i) }, request, rng());
    expect(digested(equal)).toEqual(digested(plain));
    expect(digested(skewed)).not.toEqual(digested(plain));
    await expect(train({ ...images, weights: new Float32Array(3) }, request, rng())).rejects.toThrow('expected 20 weights');
  });

  test('has no images: an error', async () => {
    await expect(train({ parts: [] }, requestOf('mlp'), rng())).rejects.toThrow(RangeError);
  });
});

describe('a loss that is no number', () => {
  test('stops training and says where; the parameters are those before the epoch', async () => {
    const request = { ...requestOf('mlp'), learningRate: 1e25 };
    const { diverged, parameters, finalLoss } = await train(images, request, rng());
    expect(diverged).toMatchObject({ epoch: 1, step: 2 });
    expect(Number.isFinite(diverged?.loss)).toBe(false);
    expect(digested(parameters)).toEqual(digested(request.first));
    expect(finalLoss).toBeNaN();
  });

  test('in a later epoch leaves the epoch before it', async () => {
    const request = { ...requestOf('mlp'), batch: 20 };
    const one = await train(images, { ...request, epochs: 1, learningRate: 1e9 }, rng());
    const stopped = await train(images, { ...request, epochs: 3, learningRate: 1e9 }, rng());
    expect(one.diverged).toBeUndefined();
    expect(stopped.diverged).toMatchObject({ epoch: 2, step: 1 });
    expect(digested(stopped.parameters)).toEqual(digested(one.parameters));
    expect(stopped.finalLoss).toBe(one.finalLoss);
  });

  test('is seen even after the last step', async () => {
    const { diverged } = await train(images, { ...requestOf('mlp'), epochs: 1, batch: 20, learningRate: 1e38 }, rng());
    expect(diverged).toEqual({ epoch: 1, step: 1, loss: Number.NaN });
  });
});

test('advances only the stream it was given', async () => {
  const stream = rng();
  const before = cloneRng(stream);
  await train(images, requestOf('mlp'), stream);
  expect(stream.state).not.toEqual(before.state);
});
