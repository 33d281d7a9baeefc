import { quantile, type Rng, streamAt, streamKey } from '@collapse-bench/core';
import { mobyDick, type TokenBlocks } from '@collapse-bench/text';
import { beforeAll, expect, test } from 'vitest';
import { llm } from '../llm.js';
import type { LlmParams } from '../params.js';
import { heldOutBlocks, otherProse } from '../real/held-out.js';
import { realText } from '../real/real-text.js';
import { blockLosses } from '../scoring/block-losses.js';
import { quickHost } from '../testing/quick-host.js';
import { smallOptions } from '../testing/small-options.js';
import type { LlmContext } from './evaluation-text.js';

const rng = (purpose: string) => streamAt(streamKey(4, purpose), 0);
const { truth, model, source } = llm.create(smallOptions);
let first: LlmParams;
let original: TokenBlocks;
let samplings = 0;

beforeAll(async () => {
  await llm.load(smallOptions, quickHost);
  original = source.sample(16, rng('real'));
  ({ params: first } = await model.fit({ data: original }, rng('fit'), undefined));
});

const context = (params: LlmParams): LlmContext => ({
  ...{ generation: 2, params, first, truth, absorbedAt: undefined, original, training: original, real: source.sample },
  sample: (count: number, stream: Rng) => {
    samplings++;
    return model.sample(params, { count }, stream);
  },
});

async function value(id: string, of: LlmContext, stream = rng('metric')): Promise<number> {
  const found = await llm.metrics.find((metric) => metric.id === id)!.evaluate(of, stream);
  return found.status === 'ok' ? found.value : Number.NaN;
}

/** e to the mean loss of all tokens that are predicted: blocks are equally long. */
const perplexity = async (of: LlmParams, blocks: TokenBlocks) => {
  const losses = await blockLosses(of.model, blocks);
  return Math.exp(losses.reduce((a, b) => a + b) / losses.length);
};

test('perplexities are those of the blocks they speak of', async () => {
  const [test, prose] = [heldOutBlocks(truth), await otherProse(truth)];
  expect([test, prose].map(({ offsets }) => offsets.length - 1)).toEqual([16, 16]);
  expect(await value('heldout-perplexity', context(first))).toBeCloseTo(await perplexity(first, test), 8);
  expect(await value('out-of-domain-perplexity', context(first))).toBeCloseTo(await perplexity(first, prose), 8);
  const { tokenizer, training, validation } = realText(truth);
  const [chapter] = await mobyDick();
  expect(chapter.startsWith(tokenizer.decode(prose.tokens.subarray(0, 16)))).toBe(true);
  // Nothing that is held out is trained on or chosen by.
  const spelled = ({ tokens }: TokenBlocks) =>
    Array.from({ length: tokens.length / 16 }, (_, i) => tokens.subarray(16 * i, 16 * i + 16).join());
  const known = new Set([training, validation].flatMap(spelled));
  expect(spelled(test).filter((block) => known.has(block))).toEqual([]);
});

test('all metrics of a generation look at one text, whatever their own streams', async () => {
  samplings = 0;
  const one = context(first);
  for (const { id } of llm.metrics) await value(id, one);
  expect(samplings).toBe(1);
  expect(await value('self-bleu', context(first), rng('another'))).toBe(await value('self-bleu', one));
});

test('what model 0 finds in text by a worse one: it is less likely, and its tail is longer', async () => {
  const worse: LlmParams = {
    ...first,
    model: {
      ...first.model,
      weights: Object.fromEntries(Object.entries(first.model.weights).map(([name, each]) => [name, each.map((w) => w / 50)])),
    },
  };
  const [good, bad] = [context(first), context(worse)];
  for (const id of ['perplexity-under-model-0', 'tail-perplexity-under-model-0', 'tail-share-under-model-0']) {
    expect(await value(id, bad), id).toBeGreaterThan(await value(id, good));
  }
  const text = await model.sample(worse, { count: 16 }, streamAt(streamKey(0, 'llm/evaluation-text'), worse.evaluationStream));
  const losses = await blockLosses(first.model, text);
  expect(await value('perplexity-under-model-0', bad)).toBeCloseTo(Math.exp(quantile(losses, 0.5)), 8);
  const border = quantile(await blockLosses(first.model, heldOutBlocks(truth)), 0.99);
  expect(await value('tail-share-under-model-0', bad)).toBe(losses.filter((loss) => loss > border).length / 16);
  expect(await value('self-perplexity', bad)).toBeCloseTo(await perplexity(worse, text), 6);
});
