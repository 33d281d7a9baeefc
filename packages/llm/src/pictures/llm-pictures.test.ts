import { streamAt, streamKey } from '@collapse-bench/core';
import { beforeAll, expect, test } from 'vitest';
import { llm } from '../llm.js';
import type { LlmContext } from '../metrics/evaluation-text.js';
import { realText } from '../real/real-text.js';
import { quickHost } from '../testing/quick-host.js';
import { smallOptions } from '../testing/small-options.js';
import { llmPictures } from './llm-pictures.js';

const rng = (purpose: string) => streamAt(streamKey(4, purpose), 0);
const { truth, model, source } = llm.create(smallOptions);
const [histogram, continuations] = llmPictures(smallOptions);
let context: LlmContext;

beforeAll(async () => {
  await llm.load(smallOptions, quickHost);
  const original = source.sample(16, rng('real'));
  const { params } = await model.fit({ data: original }, rng('fit'), undefined);
  context = {
    ...{ generation: 1, params, first: params, truth, absorbedAt: undefined, original, training: original, real: source.sample },
    sample: (count, stream) => model.sample(params, { count }, stream),
  };
});

test('the histogram holds every block once', async () => {
  for (const picture of [await histogram.draw(context, rng('a')), await histogram.drawReal!(context, rng('a'))]) {
    if (picture?.kind !== 'bars') throw new Error('expected bars');
    expect(picture.heights.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    // A tiny model is at some 5 to 7 nats a token, and the range goes to 8.
    const bar = picture.heights.findIndex((height) => height > 0);
    expect(bar).toBeGreaterThan(20);
    expect(picture.heights.at(-1)).toBe(0);
  }
});

test('continuations are of the same prompts, which stand beside them', async () => {
  const [real, written] = [await continuations.drawReal!(context, rng('a')), await continuations.draw(context, rng('a'))];
  if (real?.kind !== 'text' || written?.kind !== 'text') throw new Error('expected texts');
  const { decode } = realText(truth).tokenizer;
  expect(real.passages).toEqual([0, 16, 32].map((at) => decode(context.original.tokens.subarray(at, at + 16))));
  expect(written.passages).toHaveLength(3);
  expect(await continuations.draw(context, rng('a'))).toEqual(written);
});

test('of a model that diverged there is nothing to see', async () => {
  const lost = { ...context, params: { ...context.params, diverged: { epoch: 1, step: 1, loss: Number.NaN } } };
  for (const picture of [histogram, continuations]) expect(await picture.draw(lost, rng('a'))).toBeUndefined();
});
