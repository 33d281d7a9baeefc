import { describe, expect, test } from 'vitest';
import type { DataSpace } from '../contracts/data-space.js';
import type { Model, Source } from '../contracts/model.js';
import { accumulate } from '../mitigations/accumulate.js';
import { replace } from '../mitigations/replace.js';
import { nextUint32, uniform } from '../random/xoshiro128.js';
import { type GenerationLoop, loopStreams, runGenerations } from './run-generations.js';

const space: DataSpace<number[]> = { size: (data) => data.length, concat: (parts) => parts.flat() };
const source: Source<number[]> = { sample: (count, rng) => Array.from({ length: count }, () => uniform(rng)) };
/** Keeps the largest value: absorbed once it exceeds the limit. */
const model: Model<number[], { top: number }> = {
  fit: ({ data }) => ({ params: { top: Math.max(...data) } }),
  sample: ({ top }, { count }, rng) => Array.from({ length: count }, () => top * uniform(rng)),
  absorbed: ({ top }) => top < 0.2,
};

function loopOf(overrides: Partial<GenerationLoop<number[], { top: number }>> = {}): GenerationLoop<number[], { top: number }> {
  return {
    space,
    source,
    model,
    mitigation: replace.create({}),
    samples: 5,
    generations: 30,
    streams: loopStreams(7, 0),
    ...overrides,
  };
}

async function tops(loop: GenerationLoop<number[], { top: number }>): Promise<number[]> {
  const found: number[] = [];
  for await (const { params } of runGenerations(loop)) found.push(params.top);
  return found;
}

describe('the generation loop', () => {
  test('yields each generation once, the first fitted to real data', async () => {
    const seen: number[] = [];
    for await (const { generation } of runGenerations(loopOf({ generations: 3 }))) seen.push(generation);
    expect(seen).toEqual([1, 2, 3]);
  });

  test('the same seed and replicate give the same models; another replicate or seed gives others', async () => {
    const first = await tops(loopOf());
    expect(await tops(loopOf())).toEqual(first);
    expect(await tops(loopOf({ streams: loopStreams(7, 1) }))).not.toEqual(first);
    expect(await tops(loopOf({ streams: loopStreams(8, 0) }))).not.toEqual(first);
  });

  test('scenarios with one seed share their real data whatever the mitigation', async () => {
    const replaced = await tops(loopOf());
    const accumulated = await tops(loopOf({ mitigation: accumulate.create({ keepReal: true }) }));
    expect(accumulated[0]).toBe(replaced[0]);
    expect(accumulated[9]).not.toBe(replaced[9]);
  });

  test('how much randomness one fit uses moves no later draw', async () => {
    const greedy: typeof model = {
      ...model,
      fit: (train, rng, previous) => {
        for (let i = 0; i < 100; i++) nextUint32(rng);
        return model.fit(train, rng, previous);
      },
    };
    expect(await tops(loopOf({ model: greedy }))).toEqual(await tops(loopOf()));
  });

  test('a longer run begins like a shorter one', async () => {
    expect((await tops(loopOf({ generations: 30 }))).slice(0, 10)).toEqual(await tops(loopOf({ generations: 10 })));
  });

  test('an asynchronous model gives the same as a synchronous one', async () => {
    const slow: typeof model = {
      ...model,
      fit: async (...args) => model.fit(...args),
      sample: async (...args) => model.sample(...args),
    };
    expect(await tops(loopOf({ model: slow }))).toEqual(await tops(loopOf()));
  });

  test('the first absorbed generation is reported from then on', async () => {
    const found: (number | undefined)[] = [];
    const values: number[] = [];
    for await (const { params, absorbedAt } of runGenerations(loopOf())) {
      found.push(absorbedAt);
      values.push(params.top);
    }
    const first = values.findIndex((top) => top < 0.2);
    expect(first).toBeGreaterThan(0);
    expect(found).toEqual(values.map((_, i) => (i < first ? undefined : first + 1)));
  });

  test('nothing but the last generation is kept unless the mitigation asks for the pool', async () => {
    let pooled: unknown = 'not seen';
    const spy = {
      ...replace.create({}),
      trainingSet: ({ history }: any) => {
        pooled = history.pool;
        return { data: history.synthetic };
      },
    };
    await tops(loopOf({ mitigation: spy, generations: 3 }));
    expect(pooled).toBeUndefined();
  });
});
