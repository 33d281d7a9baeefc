import {
  accumulate,
  detectResample,
  divergenceReason,
  type Generation,
  highSurprise,
  isCapable,
  loopStreams,
  type MetricValue,
  type MitigationDefinition,
  preserveReal,
  replace,
  runGenerations,
  selectArgmax,
  streamAt,
  streamKey,
  temperature,
  topP,
  weightedReal,
} from '@collapse-bench/core';
import { documentCount, type TokenBlocks } from '@collapse-bench/text';
import { beforeAll, describe, expect, test } from 'vitest';
import { llm } from './llm.js';
import type { LlmOptions } from './options.js';
import type { LlmParams } from './params.js';
import { quickHost } from './testing/quick-host.js';
import { smallOptions } from './testing/small-options.js';

const SAMPLES = 16;
const rng = (purpose: string) => streamAt(streamKey(1, purpose), 0);
type Step = Generation<TokenBlocks, LlmParams>;

async function generationsOf(
  change: Partial<LlmOptions>,
  definition: MitigationDefinition,
  mitigation: object,
  { generations = 3, seed = 1 } = {},
): Promise<Step[]> {
  const instance = llm.create({ ...smallOptions, ...change });
  const found: Step[] = [];
  const streams = loopStreams(seed, 0);
  const loop = { ...instance, streams, samples: SAMPLES, generations, mitigation: definition.create(mitigation) };
  for await (const each of runGenerations(loop)) found.push(each);
  return found;
}

/** Not toEqual on long arrays, which takes seconds. */
const bytesOf = ({ params }: { readonly params: LlmParams }) =>
  Buffer.concat(
    Object.values(params.model.weights).map((each) => Buffer.from(each.buffer, each.byteOffset, each.byteLength)),
  ).toString('base64');

async function measured(steps: readonly Step[], change: Partial<LlmOptions> = {}): Promise<Record<string, MetricValue>[]> {
  const { truth, model, source } = llm.create({ ...smallOptions, ...change });
  const all: Record<string, MetricValue>[] = [];
  for (const step of steps) {
    const context = {
      ...step,
      ...{ truth, first: steps[0].params, real: source.sample },
      sample: (count: number, stream: ReturnType<typeof rng>) => model.sample(step.params, { count }, stream),
    };
    const values: Record<string, MetricValue> = {};
    for (const metric of llm.metrics) values[metric.id] = await metric.evaluate(context, rng(metric.id));
    all.push(values);
  }
  return all;
}

test('before loading: a system is made, but nothing real is drawn', () => {
  const { source, space } = llm.create({ ...smallOptions, blockLength: 17 });
  expect(space.size({ tokens: new Uint32Array(0), offsets: Uint32Array.of(0) })).toBe(0);
  expect(() => source.sample(1, rng('real'))).toThrow('await llm.load(options, host) first');
});

describe('the system', () => {
  beforeAll(() => llm.load(smallOptions, quickHost));

  test('says where its files are looked for, and names metrics that it has for the aspects of collapse', () => {
    expect(llm.module).toBe(new URL('./llm.ts', import.meta.url).href);
    const ids = llm.metrics.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { metric } of Object.values(llm.aspects)) expect(ids).toContain(metric);
  });

  test('one seed gives one chain, and another seed another; parameters are plain data', async () => {
    const first = await generationsOf({}, replace, {});
    const chain = first.map(bytesOf);
    expect((await generationsOf({}, replace, {})).map(bytesOf).every((each, i) => each === chain[i])).toBe(true);
    expect(bytesOf((await generationsOf({}, replace, {}, { seed: 2, generations: 1 }))[0]) === chain[0]).toBe(false);
    expect(new Set(chain).size).toBe(3);
    expect(bytesOf(structuredClone(first[2])) === chain[2]).toBe(true);
    for (const { training, params, original } of first) {
      expect(documentCount(training)).toBe(SAMPLES);
      expect(params.prompts).toEqual(original);
      expect(params.epoch).toBeGreaterThan(0);
    }
    expect(first[1].training.tokens).not.toEqual(first[0].training.tokens);
  });

  test('every metric has a value, and the same again', async () => {
    const steps = await generationsOf({}, accumulate, { keepReal: true }, { generations: 2 });
    expect(steps.map(({ training }) => documentCount(training))).toEqual([SAMPLES, 2 * SAMPLES]);
    const values = await measured(steps);
    for (const each of values) for (const [id, { status }] of Object.entries(each)) expect(status, id).toBe('ok');
    expect(await measured(steps)).toEqual(values);
  });

  test.each([
    { definition: preserveReal, given: { fraction: 0.1, redraw: true }, count: SAMPLES },
    { definition: weightedReal, given: { weight: 0.5, ratio: 1, real: 'original' }, count: 2 * SAMPLES },
    { definition: temperature, given: { temperature: 0.5 }, count: SAMPLES },
    { definition: topP, given: { p: 0.5 }, count: SAMPLES },
    { definition: highSurprise, given: { keep: 0.5 }, count: SAMPLES },
    { definition: detectResample, given: { power: 2, cap: 3 }, count: SAMPLES },
    { definition: selectArgmax, given: { candidates: 2 }, count: SAMPLES },
  ])('under $definition.id', async ({ definition, given, count }) => {
    const [, second] = await generationsOf({}, definition, given, { generations: 2 });
    expect(documentCount(second.training)).toBe(count);
    expect(second.params.diverged).toBeUndefined();
  });

  test('starts: base, original, previous', async () => {
    const fitted = async (start: LlmOptions['start']) => {
      const fineTuning = { ...smallOptions.fineTuning, learningRate: 1e-30, minimumLearningRate: 0, weightDecay: 0 };
      return (await generationsOf({ start, fineTuning }, replace, {}, { generations: 2 })).map(bytesOf);
    };
    // A step too small to change a float32.
    const [base, original] = [await fitted('base'), await fitted('original')];
    expect(base[0] === base[1] && original[0] === base[0]).toBe(true);
    const chains = await Promise.all(
      (['base', 'original', 'previous'] as const).map((start) => generationsOf({ start }, replace, {}, { generations: 3 })),
    );
    expect(new Set(chains.map(([first]) => bytesOf(first))).size).toBe(1);
    expect(new Set(chains.map(([, second]) => bytesOf(second))).size).toBe(2);
    expect(new Set(chains.map(([, , third]) => bytesOf(third))).size).toBe(3);
    expect(chains.map(([, second]) => second.params.original !== undefined)).toEqual([false, true, false]);
  });

  test('a fit that diverges ends the chain, and its metrics say so', async () => {
    const fineTuning = { ...smallOptions.fineTuning, learningRate: 1e20 as number };
    const steps = await generationsOf({ fineTuning }, replace, {}, { generations: 2 });
    expect(divergenceReason(steps[0].params)).toMatch(/^the loss was (NaN|Infinity) at epoch 1, step [12]$/);
    expect(bytesOf(steps[1]) === bytesOf(steps[0])).toBe(true);
    for (const value of Object.values((await measured(steps))[1])) {
      expect(value).toEqual({ status: 'diverged', reason: divergenceReason(steps[0].params) });
    }
  });

  test('what it can do depends on how text is written', () => {
    const capable = (change: Partial<LlmOptions>) =>
      (['subset', 'pick', 'weighted', 'reward', 'surprise', 'detector', 'temperature', 'top-p'] as const).filter((each) =>
        isCapable(llm.create({ ...smallOptions, ...change }), each),
      );
    expect(capable({})).toEqual(['subset', 'pick', 'weighted', 'reward', 'surprise', 'detector', 'temperature', 'top-p']);
    const beam = { kind: 'beam', beams: 2, repetitionPenalty: 1 } as const;
    expect(capable({ generation: beam })).toEqual(['subset', 'pick', 'weighted', 'reward', 'surprise', 'detector']);
  });

  test('samples are as many as asked for; beam search and greedy search repeat themselves once the prompts do', async () => {
    const [{ params }] = await generationsOf({}, replace, {}, { generations: 1 });
    for (const count of [0, 1, SAMPLES + 3]) {
      const drawn = await llm.create(smallOptions).model.sample(params, { count }, rng('sample'));
      expect(documentCount(drawn)).toBe(count);
      expect(drawn.tokens).toHaveLength(count * smallOptions.blockLength);
    }
    for (const generation of [
      { kind: 'greedy', repetitionPenalty: 1.5 },
      { kind: 'beam', beams: 3, repetitionPenalty: 1 },
    ] as const) {
      const { model, space } = llm.create({ ...smallOptions, generation });
      const drawn = await model.sample(params, { count: SAMPLES + 1 }, rng('sample'));
      expect(space.pick!(drawn, Uint32Array.of(SAMPLES))).toEqual(space.pick!(drawn, Uint32Array.of(0)));
    }
  });

  test('the reward is higher for real text than for noise; surprise sums over the block', async () => {
    const { scorer, source, space } = llm.create(smallOptions);
    const [{ params }] = await generationsOf({}, replace, {}, { generations: 1 });
    const real = source.sample(20, rng('real'));
    const noise = { ...real, tokens: real.tokens.map((_, i) => (i * 37) % 1024) };
    const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;
    expect(mean(await scorer!.reward!(real))).toBeGreaterThan(mean(await scorer!.reward!(noise)) + 0.3);
    const surprise = await scorer!.surprise!(params, real);
    expect(mean(surprise)).toBeLessThan(mean(await scorer!.surprise!(params, noise)));
    const detect = await scorer!.detector!(real, noise, rng('detector'));
    const [other, otherNoise] = [
      source.sample(20, rng('other')),
      { ...real, tokens: real.tokens.map((_, i) => (i * 41) % 1024) },
    ];
    expect(mean(await detect(other))).toBeLessThan(0.3);
    expect(mean(await detect(otherNoise))).toBeGreaterThan(0.7);
    // A model that knew nothing but the vocabulary's size would be at ln 1024 a token.
    expect(mean(surprise)).toBeLessThan(15 * Math.log(1024));
    expect(await scorer!.reward!(space.pick!(real, new Uint32Array(0)))).toHaveLength(0);
  });
});

test('from scratch, a block begins as the original one and the weights are drawn anew', async () => {
  const scratch: Partial<LlmOptions> = {
    base: { kind: 'scratch', shape: { family: 'gpt2', layers: 1, width: 16, heads: 2, feedForward: 32 } },
    prompt: { kind: 'beginning', tokens: 2 },
  };
  await llm.load({ ...smallOptions, ...scratch }, quickHost);
  const steps = await generationsOf(scratch, replace, {}, { generations: 2 });
  const { original, training } = steps[1];
  for (let at = 0; at < original.tokens.length; at += 16) {
    expect(training.tokens.subarray(at, at + 2)).toEqual(original.tokens.subarray(at, at + 2));
  }
  expect(training.tokens).not.toEqual(original.tokens);
});
