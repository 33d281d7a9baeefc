import {
  accumulate,
  isCapable,
  loopStreams,
  type MitigationDefinition,
  replace,
  runGenerations,
  streamAt,
  streamKey,
  temperature,
} from '@collapse-bench/core';
import { documentCount } from '@collapse-bench/text';
import { beforeAll, describe, expect, test } from 'vitest';
import { testSeed } from '../../core/src/testing/seed-offset.js';
import { checkNgram } from './check.js';
import { ngram } from './ngram.js';
import type { CorpusOptions, NgramOptions } from './options.js';
import { realText } from './real/real-text.js';
import { expectedHomozygosityOfBlocks, unigramOracle } from './theory/unigram-oracle.js';

const chain: CorpusOptions = { kind: 'zipf-markov', words: 40, documents: 50, documentLength: 320 };
const base: NgramOptions = {
  order: 3,
  smoothing: { kind: 'modified-kneser-ney' },
  vocabulary: 30,
  blockLength: 16,
  evaluationBlocks: 200,
  corpus: chain,
};
const prose: NgramOptions = {
  ...base,
  vocabulary: 2000,
  blockLength: 64,
  corpus: { kind: 'state-of-the-union', firstYear: 1981, lastYear: 2010 },
};
const rng = (index = 0) => streamAt(streamKey(testSeed(21), 'ngram'), index);

/** Values of the metrics over the generations, of one replicate. */
async function measured(
  options: NgramOptions,
  mitigation: MitigationDefinition,
  mitigationOptions: object,
  samples: number,
  generations: number,
  replicate: number,
  metricIds: readonly string[],
): Promise<Record<string, number[]>> {
  const instance = ngram.create(options);
  const { model, source, truth } = instance;
  const metrics = ngram.metrics.filter(({ id }) => metricIds.includes(id));
  const values: Record<string, number[]> = Object.fromEntries(metricIds.map((id) => [id, []]));
  const streams = loopStreams(testSeed(31), replicate);
  const loop = { ...instance, mitigation: mitigation.create(mitigationOptions), samples, generations, streams };
  for await (const { params, ...rest } of runGenerations(loop)) {
    for (const metric of metrics) {
      const found = await metric.evaluate(
        {
          ...rest,
          params,
          first: params,
          truth,
          sample: (count, stream) => model.sample(params, { count }, stream),
          real: (count, stream) => source.sample(count, stream),
        },
        streamAt(streamKey(testSeed(31), metric.id), rest.generation),
      );
      expect(found.status, metric.id).toBe('ok');
      if (found.status === 'ok') values[metric.id].push(found.value);
    }
  }
  return values;
}

describe('on English prose', () => {
  beforeAll(() => ngram.load(prose));

  test('real data are different blocks of the training text, and never of the test text', () => {
    const { source, truth } = ngram.create(prose);
    const { training } = realText(prose);
    const blocks = documentCount(training);
    const all = source.sample(blocks, rng());
    const spelled = ({ tokens, offsets }: typeof all) =>
      Array.from({ length: offsets.length - 1 }, (_, d) => tokens.subarray(offsets[d], offsets[d + 1]).join()).sort();
    expect(spelled(all)).toEqual(spelled(training));
    const known = new Set(spelled(training));
    expect(spelled(truth.test).filter((block) => known.has(block))).toEqual([]);
    expect(() => source.sample(blocks + 1, rng())).toThrow(new RegExp(`at most ${blocks} samples.*found ${blocks + 1}`));
  });

  test('replacing ruins held-out perplexity, accumulating much less', async () => {
    const ids = ['heldout-perplexity'];
    const [replaced, accumulated] = [
      await measured(prose, replace, {}, 500, 4, 0, ids),
      await measured(prose, accumulate, { keepReal: true }, 500, 4, 0, ids),
    ];
    const growth = (values: readonly number[]) => values[3] / values[0];
    // A bigram model of prose this small is at some 150 to begin with; a uniform one would be at 2001.
    expect(replaced['heldout-perplexity'][0]).toBeLessThan(300);
    expect(growth(replaced['heldout-perplexity'])).toBeGreaterThan(1.4);
    expect(growth(accumulated['heldout-perplexity'])).toBeLessThan(1 + (growth(replaced['heldout-perplexity']) - 1) / 2);
  });

  test('sampled coldly the text loses words, repeats itself and looks ever more likely to model 0', async () => {
    const up = ['heldout-perplexity', 'unseen-tokens', 'self-bleu', 'zipf-exponent', 'copied-4'];
    const down = ['vocabulary', 'unigram-entropy', 'distinct-2', 'distinct-3', 'perplexity-under-model-0', 'self-perplexity'];
    const values = await measured(prose, temperature, { temperature: 0.7 }, 500, 3, 0, [
      ...up,
      ...down,
      'tail-perplexity-under-model-0',
      'diversity',
      'rep-4',
    ]);
    for (const id of up) expect(values[id][2], id).toBeGreaterThan(1.1 * values[id][0]);
    for (const id of down) expect(values[id][2], id).toBeLessThan(0.9 * values[id][0]);
    expect(values.diversity[2]).toBeLessThan(values.diversity[0]);
    expect(values['rep-4'][2]).toBeGreaterThan(values['rep-4'][0]);
  });

  test('out of domain: Moby Dick is harder than more of the same', async () => {
    const ids = ['heldout-perplexity', 'out-of-domain-perplexity'];
    const values = await measured({ ...prose, order: 2 }, replace, {}, 500, 1, 0, ids);
    expect(values['out-of-domain-perplexity'][0]).toBeGreaterThan(1);
    expect(ngram.metrics.find(({ id }) => id === ids[1])!.needs!(ngram.create(base).truth)).toBe('English words');
  });
});

test('a corpus that was not loaded says so', () => {
  const options: NgramOptions = { ...prose, corpus: { kind: 'state-of-the-union', firstYear: 1800, lastYear: 1850 } };
  const { source, truth } = ngram.create(options);
  expect(() => source.sample(1, rng())).toThrow(/await ngram.load\(options\) first/);
  expect(() => truth.test).toThrow(/await ngram.load/);
  expect(truth.english).toBe(true);
});

test('the system can do what mitigations ask, but knows no right and wrong', () => {
  const instance = ngram.create(base);
  for (const each of ['subset', 'pick', 'weighted', 'temperature', 'top-p', 'reward', 'surprise', 'detector'] as const) {
    expect(isCapable(instance, each), each).toBe(true);
  }
  expect(isCapable(instance, 'correct')).toBe(false);
});

test('reward is ln p a word under model 0: higher for real text than for noise; surprise sums over the block', async () => {
  const { scorer, source, model, truth } = ngram.create(base);
  const real = source.sample(100, rng());
  const noise = { ...real, tokens: real.tokens.map((_, i) => (i * 7) % truth.outcomes) };
  const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;
  expect(mean(await scorer!.reward!(real))).toBeGreaterThan(mean(await scorer!.reward!(noise)) + 0.3);
  const { params } = model.fit({ data: real }, rng(), undefined) as { params: typeof truth.reference };
  expect(mean(await scorer!.surprise!(params, real)) / 16).toBeLessThan(mean(await scorer!.surprise!(params, noise)) / 16);
  const fromReference = await scorer!.surprise!(truth.reference, real);
  (await scorer!.reward!(real)).forEach((reward, d) => {
    expect(reward).toBeCloseTo(-fromReference[d] / 16, 12);
  });
});

describe('order 1 without smoothing is the discrete system', () => {
  const options: NgramOptions = { ...base, order: 1, smoothing: { kind: 'add-k', k: 0 }, blockLength: 8 };
  const [samples, generations, replicates] = [20, 12, 400];

  test('homozygosity follows N1 in our own runs', async () => {
    const setting = { system: options, mitigation: { id: 'replace' }, samples, generations };
    const runs = await Promise.all(
      Array.from({ length: replicates }, (_, r) => measured(options, replace, {}, samples, generations, r, ['homozygosity'])),
    );
    for (const generation of [1, 2, 6, 12]) {
      const values = runs.map(({ homozygosity }) => homozygosity[generation - 1]);
      const mean = values.reduce((a, b) => a + b, 0) / replicates;
      const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (replicates - 1);
      const { value } = unigramOracle.predict(setting, generation)!;
      expect(Math.abs(mean - value), `generation ${generation}`).toBeLessThan(4.5 * Math.sqrt(variance / replicates));
    }
  });

  test('all blocks at once have the homozygosity of the text itself', () => {
    const text = realText(options);
    const counts = new Float64Array(options.vocabulary + 1);
    for (const word of text.training.tokens) counts[word]++;
    const total = text.training.tokens.length;
    const whole = counts.reduce((sum, c) => sum + (c / total) ** 2, 0);
    expect(expectedHomozygosityOfBlocks(text, documentCount(text.training))).toBeCloseTo(whole, 14);
  });

  test('nothing is predicted where theory does not reach', () => {
    const predict = (system: NgramOptions, mitigation: string, generation: number) =>
      unigramOracle.predict({ system, mitigation: { id: mitigation }, samples, generations }, generation);
    expect(predict(options, 'accumulate', 1)).toBeDefined();
    expect(predict(options, 'accumulate', 2)).toBeUndefined();
    expect(predict({ ...options, smoothing: { kind: 'add-k', k: 0.1 } }, 'replace', 1)).toBeUndefined();
    expect(predict({ ...options, order: 2 }, 'replace', 1)).toBeUndefined();
    expect(predict({ ...options, corpus: prose.corpus }, 'replace', 1)).toBeUndefined();
  });

  test('a model of one word is absorbed, held-out text it rules out is a divergence', async () => {
    const { model, truth } = ngram.create(options);
    const one = { tokens: new Uint32Array(8).fill(3), offsets: Uint32Array.of(0, 8) };
    const { params } = model.fit({ data: one }, rng(), undefined) as { params: typeof truth.reference };
    expect(model.absorbed!(params)).toBe(true);
    expect(model.absorbed!(truth.reference)).toBe(false);
    const metric = ngram.metrics.find(({ id }) => id === 'heldout-perplexity')!;
    const found = await metric.evaluate({ params, truth } as Parameters<typeof metric.evaluate>[0], rng());
    expect(found).toEqual({ status: 'diverged', reason: 'the model rules out a token that occurs' });
  });
});

describe('bad input', () => {
  const complaints = (system: Partial<NgramOptions>, samples = 100) =>
    checkNgram({ system: { ...base, ...system }, mitigation: { id: 'replace' }, samples, generations: 3 }).map(
      ({ pointer, expected, found }) => `${pointer}: ${expected}, ${found}`,
    );

  test('all is well', () => {
    expect(complaints({})).toEqual([]);
    expect(complaints(prose)).toEqual([]);
  });

  test.each([
    [{ order: 5, blockLength: 4 }, 100, /^\/system\/order: at most the blockLength, 4, 5$/],
    [{ smoothing: { kind: 'add-k', k: 0 } as const }, 100, /^\/system\/smoothing\/k: a number > 0 for orders above 1, 0$/],
    [{ vocabulary: 41 }, 100, /^\/system\/corpus: enough text.*at most 40 words.*found 41$/],
    [{ blockLength: 321 }, 10, /^\/system\/corpus: enough text.*blockLength of at most 320.*found 321$/],
    [{}, 801, /^\/samples: at most 800, the blocks of the corpus, 801$/],
    [{}, Number.POSITIVE_INFINITY, /^\/samples: a whole number of blocks.*Infinity$/],
    [{}, 1e8, /^\/samples: at most 3125000 blocks of this length, 100000000$/],
    [{ evaluationBlocks: 1e7 }, 10, /^\/system\/evaluationBlocks: at most 3125000/],
    [{ corpus: { kind: 'state-of-the-union', firstYear: 2000, lastYear: 1990 } as const }, 10, /lastYear: .*, 2000 to 1990$/],
  ])('%o, %f samples', (system, samples, message) => {
    const found = complaints(system, samples);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(message);
  });

  test('a corpus of too few documents is refused when it is read', async () => {
    await expect(
      ngram.load({ ...prose, corpus: { kind: 'state-of-the-union', firstYear: 1990, lastYear: 1995 } }),
    ).rejects.toThrow(/at least 10 documents, found 6/);
  });
});
